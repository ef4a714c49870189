import { listApplications } from "@sluice/management/applications/list-applications";
import type { ManagementContext } from "@sluice/management/context";
import { ManagementError } from "@sluice/management/management-error";
import type { Metadata } from "next";
import { ApplicationList } from "../../../../features/applications/application-list.tsx";
import { queryKeys } from "../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "Applications" };

export default function Page() {
  return (
    <Hydrate queries={[{ key: queryKeys.applicationList, read: readList }]}>
      <ApplicationList />
    </Hydrate>
  );
}

/** More than a page is left to the browser, which asks for all of them. */
async function readList(context: ManagementContext) {
  const page = await listApplications(context, { page: "1", perPage: "100" });
  if (page instanceof ManagementError) return page;
  return page.pagination.pageCount > 1 ? new ManagementError("invalid_request", "More than one page.") : page.data;
}
