import { applicationSchema } from "@sluice/definition/consumers";
import { MOST_PER_PAGE, paginationSchema } from "@sluice/definition/resources";
import { z } from "zod";
import { callApi, type Send } from "./api-client.ts";

/** The management API's calls that more than one feature makes about applications. */

const applicationPage = z.object({ data: z.array(applicationSchema), pagination: paginationSchema });

/** Every application that one may see, whatever the number of pages: the list filters in the browser. */
export async function listApplications({ signal }: Pick<Send, "signal"> = {}) {
  const read = (page: number) => callApi(`/applications?page=${page}&perPage=${MOST_PER_PAGE}`, applicationPage, { signal });
  const first = await read(1);
  const rest = Array.from({ length: first.pagination.pageCount - 1 }, (_, index) => read(index + 2));
  return [first, ...(await Promise.all(rest))].flatMap((page) => page.data);
}
