import { listApis } from "@sluice/management/apis/list-apis";
import type { ManagementContext } from "@sluice/management/context";
import { listDrafts } from "@sluice/management/drafts/list-drafts";
import { ManagementError } from "@sluice/management/management-error";
import type { Metadata } from "next";
import { ApiList } from "../../../../features/api-list/api-list.tsx";
import { queryKeys } from "../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "APIs" };

const FIRST_PAGE = { page: "1", perPage: "100" };

export default function Page() {
  return (
    <Hydrate
      queries={[
        { key: queryKeys.apiList, read: readList },
        { key: queryKeys.drafts, read: async (context) => rowsOf(await listDrafts(context, FIRST_PAGE)) },
      ]}
    >
      <ApiList />
    </Hydrate>
  );
}

/** More than a page of APIs is left to the browser, which asks for all of them. */
async function readList(context: ManagementContext) {
  const page = await listApis(context, FIRST_PAGE);
  if (!(page instanceof ManagementError) && page.pagination.pageCount > 1)
    return new ManagementError("invalid_request", "More than one page.");
  return rowsOf(page);
}

function rowsOf<Row>(page: { readonly data: readonly Row[] } | ManagementError) {
  return page instanceof ManagementError ? page : page.data;
}
