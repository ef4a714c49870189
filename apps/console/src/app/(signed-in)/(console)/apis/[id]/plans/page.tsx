import { getMe } from "@sluice/management/people/get-me";
import type { Metadata } from "next";
import { PlansPage } from "../../../../../../features/plans/plans-page.tsx";
import { queryKeys } from "../../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "Plans" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return (
    <Hydrate queries={[{ key: queryKeys.meAt({ apiId: id }), read: (context) => getMe(context, { apiId: id }) }]}>
      <PlansPage id={id} />
    </Hydrate>
  );
}
