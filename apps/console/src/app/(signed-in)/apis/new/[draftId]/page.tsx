import { getDraft } from "@sluice/management/drafts/get-draft";
import { getStatus } from "@sluice/management/gateways/get-status";
import type { Metadata } from "next";
import { CreateWizard } from "../../../../../features/api-wizard/create-wizard.tsx";
import { draftKey } from "../../../../../features/api-wizard/wizard-api.ts";
import { queryKeys } from "../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "Create V4 API" };

export default async function CreateApiPage({ params }: { readonly params: Promise<{ readonly draftId: string }> }) {
  const { draftId } = await params;
  return (
    <Hydrate
      queries={[
        { key: draftKey(draftId), read: (context) => getDraft(context, draftId) },
        { key: queryKeys.gateways, read: getStatus },
      ]}
    >
      <CreateWizard draftId={draftId} />
    </Hydrate>
  );
}
