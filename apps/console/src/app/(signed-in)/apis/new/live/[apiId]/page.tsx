import { getApi } from "@sluice/management/apis/get-api";
import { getStatus } from "@sluice/management/gateways/get-status";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LivePage } from "../../../../../../features/api-wizard/live/live-page.tsx";
import { queryKeys } from "../../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "Deployed" };

interface DeployedPageProps {
  readonly params: Promise<{ readonly apiId: string }>;
  readonly searchParams: Promise<{ readonly revision?: string | string[] }>;
}

export default async function DeployedPage({ params, searchParams }: DeployedPageProps) {
  const { apiId } = await params;
  const revision = Number((await searchParams).revision);
  if (!Number.isInteger(revision) || revision < 1) redirect(`/apis/${encodeURIComponent(apiId)}`);
  return (
    <Hydrate
      queries={[
        { key: queryKeys.api(apiId), read: (context) => getApi(context, apiId) },
        { key: queryKeys.gateways, read: getStatus },
      ]}
    >
      <LivePage apiId={apiId} revision={revision} />
    </Hydrate>
  );
}
