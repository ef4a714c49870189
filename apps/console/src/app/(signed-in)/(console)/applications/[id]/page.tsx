import { ManagementError } from "@sluice/management/management-error";
import { listSubscriptions } from "@sluice/management/subscriptions/list-subscriptions";
import { SubscriptionsPage } from "../../../../../features/applications/subscriptions-page.tsx";
import { queryKeys } from "../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../server/hydrate.tsx";

const FIRST_PAGE = { page: "1", perPage: "100" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return (
    <Hydrate
      queries={[
        {
          key: queryKeys.applicationSubscriptions(id),
          read: async (context) => {
            const page = await listSubscriptions(context, { ...FIRST_PAGE, applicationId: id });
            return page instanceof ManagementError ? page : page.data;
          },
        },
      ]}
    >
      <SubscriptionsPage id={id} />
    </Hydrate>
  );
}
