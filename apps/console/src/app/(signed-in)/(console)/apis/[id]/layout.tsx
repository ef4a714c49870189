import { getApi } from "@sluice/management/apis/get-api";
import { listDeployments } from "@sluice/management/deployments/list-deployments";
import { ManagementError } from "@sluice/management/management-error";
import { getMe } from "@sluice/management/people/get-me";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { ApiFrame } from "../../../../../features/api-detail/api-frame.tsx";
import { queryKeys } from "../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../server/hydrate.tsx";
import { pageContext } from "../../../../../server/page-context.ts";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
  readonly children: ReactNode;
}

/** Once a request: the title and the page both need it. */
const readApi = cache(async (id: string) => getApi(await pageContext(), id));

export async function generateMetadata({ params }: Omit<Props, "children">): Promise<Metadata> {
  const api = await readApi((await params).id);
  return { title: api instanceof ManagementError ? "Not found" : { default: api.name, template: `%s · ${api.name} · Sluice` } };
}

export default async function ApiLayout({ params, children }: Props) {
  const { id } = await params;
  const api = await readApi(id);
  if (api instanceof ManagementError && api.code === "not_found") notFound();
  return (
    <Hydrate
      queries={[
        { key: queryKeys.api(id), read: () => api },
        { key: queryKeys.meAt({ apiId: id }), read: (context) => getMe(context, { apiId: id }) },
        {
          key: queryKeys.deployments(id),
          read: async (context) => {
            const page = await listDeployments(context, id, { page: "1", perPage: "100" });
            return page instanceof ManagementError ? page : page.data;
          },
        },
      ]}
    >
      <ApiFrame id={id}>{children}</ApiFrame>
    </Hydrate>
  );
}
