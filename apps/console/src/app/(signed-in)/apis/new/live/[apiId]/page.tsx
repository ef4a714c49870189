import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LivePage } from "../../../../../../features/api-wizard/live/live-page.tsx";

export const metadata: Metadata = { title: "Deployed" };

interface DeployedPageProps {
  readonly params: Promise<{ readonly apiId: string }>;
  readonly searchParams: Promise<{ readonly revision?: string | string[] }>;
}

export default async function DeployedPage({ params, searchParams }: DeployedPageProps) {
  const { apiId } = await params;
  const revision = Number((await searchParams).revision);
  if (!Number.isInteger(revision) || revision < 1) redirect(`/apis/${encodeURIComponent(apiId)}`);
  return <LivePage apiId={apiId} revision={revision} />;
}
