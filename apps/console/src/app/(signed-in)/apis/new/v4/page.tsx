import { ManagementError } from "@sluice/management/management-error";
import { getMe } from "@sluice/management/people/get-me";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NewDraft } from "../../../../../features/api-wizard/new-draft.tsx";
import { paths } from "../../../../../lib/paths.ts";
import { pageContext } from "../../../../../server/page-context.ts";

export const metadata: Metadata = { title: "Create V4 API" };

interface NewDraftPageProps {
  readonly searchParams: Promise<{ readonly preset?: string | string[] }>;
}

export default async function NewDraftPage({ searchParams }: NewDraftPageProps) {
  const me = await getMe(await pageContext(), {});
  // That page says why one may not.
  if (me instanceof ManagementError || !me.permissions.includes("apis:create")) redirect(paths.addApi);
  return <NewDraft simulator={(await searchParams).preset === "simulator"} />;
}
