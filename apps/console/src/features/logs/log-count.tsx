import { plural } from "../../lib/format.ts";
import type { LogPage } from "../../lib/usage-api.ts";

/** The management API counts up to here (`MOST_COUNTED` of its list of logs). */
const MOST_COUNTED = 10_000;

export function LogCount({ page }: { readonly page: LogPage | undefined }) {
  if (!page) return null;
  const { totalCount } = page.pagination;
  return totalCount >= MOST_COUNTED ? "10,000 requests or more" : plural(totalCount, "request");
}
