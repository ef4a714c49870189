import { getMe } from "@sluice/management/people/get-me";
import { countSubscriptions } from "@sluice/management/subscriptions/count-subscriptions";
import { listSubscriptions } from "@sluice/management/subscriptions/list-subscriptions";
import type { Metadata } from "next";
import { filtersOf, queryOf } from "../../../../../../features/consumers/consumer-filters.ts";
import { ConsumersPage } from "../../../../../../features/consumers/consumers-page.tsx";
import { queryKeys } from "../../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "Consumers" };

interface Props {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  const said = await searchParams;
  const query = queryOf(id, filtersOf({ get: (name) => [said[name]].flat()[0] ?? null }));
  return (
    <Hydrate
      queries={[
        { key: queryKeys.meAt({ apiId: id }), read: (context) => getMe(context, { apiId: id }) },
        { key: queryKeys.subscriptionCounts({ apiId: id }), read: (context) => countSubscriptions(context, { apiId: id }) },
        { key: queryKeys.subscriptionList(query), read: (context) => listSubscriptions(context, query) },
      ]}
    >
      <ConsumersPage id={id} />
    </Hydrate>
  );
}
