import { ManagementError } from "@sluice/management/management-error";
import { getMe } from "@sluice/management/people/get-me";
import { countSubscriptions } from "@sluice/management/subscriptions/count-subscriptions";
import type { Metadata } from "next";
import { PlansPage } from "../../../../../../features/plans/plans-page.tsx";
import { queryKeys } from "../../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "Plans" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return (
    <Hydrate
      queries={[
        { key: queryKeys.meAt({ apiId: id }), read: (context) => getMe(context, { apiId: id }) },
        {
          key: queryKeys.subscriptionCounts(id),
          read: async (context) => {
            const counts = await countSubscriptions(context, { apiId: id });
            return counts instanceof ManagementError ? counts : counts.data;
          },
        },
      ]}
    >
      <PlansPage id={id} />
    </Hydrate>
  );
}
