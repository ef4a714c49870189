import { listAudit } from "@sluice/management/audit/list-audit";
import type { Metadata } from "next";
import { AuditPage } from "../../../../../features/audit/audit-page.tsx";
import { auditQuery } from "../../../../../features/audit/audit-query.ts";
import { queryKeys } from "../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "Audit" };

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Days are the reader's own, and the server is elsewhere: with them in the address, the browser asks. */
export default async function Page({ searchParams }: PageProps) {
  const given = Object.entries(await searchParams).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  const address = new URLSearchParams(given);
  const query = auditQuery(address);
  const hasDays = address.has("from") || address.has("to");
  const beforehand = {
    key: queryKeys.audit(query),
    read: (context: Parameters<typeof listAudit>[0]) => listAudit(context, Object.fromEntries(new URLSearchParams(query))),
  };
  return (
    <Hydrate queries={hasDays ? [] : [beforehand]}>
      <AuditPage />
    </Hydrate>
  );
}
