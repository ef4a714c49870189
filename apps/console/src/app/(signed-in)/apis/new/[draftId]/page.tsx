import { getStatus } from "@sluice/management/gateways/get-status";
import type { Metadata } from "next";
import { CreateWizard } from "../../../../../features/api-wizard/create-wizard.tsx";
import { queryKeys } from "../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "Create V4 API" };

export default async function CreateApiPage({ params }: { readonly params: Promise<{ readonly draftId: string }> }) {
  const { draftId } = await params;
  return (
    // Not the draft itself: the words that a reload interrupted are still on their way when this is drawn.
    <Hydrate queries={[{ key: queryKeys.gateways, read: getStatus }]}>
      <CreateWizard draftId={draftId} />
    </Hydrate>
  );
}
