import type { UsageQuestion } from "@sluice/definition/analytics";
import { invalidFields, type ManagementError } from "../management-error.ts";
import { cutRange, type DroppedBefore, type Part, type Range } from "./cut-range.ts";

export interface Place {
  readonly range: Range;
  readonly dropped: DroppedBefore;
}

/**
 * Where the answer to a question is read. Sums of requests are not told apart by whether they have a price, so that those without one are read
 * from their rows, by an index of their own: a range that begins before the first row that is kept is refused, as a part of it would be missing without a sign.
 */
export function partsOf({ unpriced, interval }: UsageQuestion, { range, dropped }: Place): readonly Part[] | ManagementError {
  if (!unpriced) return cutRange(range, { stepMs: interval ? interval * 1_000 : null, dropped });
  if (range.from.getTime() >= dropped.rows) return [{ kind: "rows", ...range }];
  const since = new Date(dropped.rows).toISOString();
  return invalidFields({
    unpriced: `Requests are kept one by one since ${since}, and only those tell whether they have a price: begin there.`,
  });
}
