import { type WhatIf, type WhatIfChange, type WhatIfRow, whatIfInputSchema } from "@sluice/definition/what-if";
import { cataloguePrice } from "@sluice/pricing/catalogue";
import { costOf } from "@sluice/pricing/cost";
import { type Price, readTier } from "@sluice/pricing/price";
import { authoriseUsage } from "../analytics/authorise-usage.ts";
import type { Part } from "../analytics/cut-range.ts";
import { readDroppedBefore } from "../analytics/dropped-before.ts";
import { partsOf } from "../analytics/parts-of.ts";
import { rangeOf } from "../analytics/read-usage.ts";
import { type BucketSums, sidesOf, sumBuckets } from "../analytics/sum-buckets.ts";
import type { ManagementContext } from "../context.ts";
import { sumDollars } from "../exact-sum.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";

/** More models than these are the names that callers make up where an endpoint takes any. */
const MOST_ROWS = 2_000;

/**
 * The same traffic at other prices. Sums of each kind of tokens times its price, rounded once: a hundred millionth of a cent a model away from
 * pricing each request at most. Where a price rises with a request's length, requests are told apart by theirs.
 */
export async function whatIf(context: ManagementContext, body: unknown): Promise<WhatIf | ManagementError> {
  const input = parseInput(whatIfInputSchema, body);
  // Whoever may see nothing learns nothing about the question either.
  const denied = await authoriseUsage(context, input instanceof ManagementError ? {} : input);
  if (denied) return denied;
  if (input instanceof ManagementError) return input;
  const { changes, ...question } = input;
  const range = rangeOf(question, context.now());
  if (range instanceof ManagementError) return range;
  const dropped = await readDroppedBefore(context.db);
  const parts = partsOf(question, { range, dropped });
  if (parts instanceof ManagementError) return parts;
  const sums = await sumBuckets(context.db, { question, parts, bounds: [] });
  if (sums.length > MOST_ROWS) return new ManagementError("invalid_request", `More than ${MOST_ROWS} models. Ask for fewer of them.`);
  const rows: WhatIfRow[] = [];
  for (const sum of sums) {
    const change = changes.find(({ model, provider }) => model === sum.model && (provider === undefined || provider === sum.provider));
    if (!change) rows.push(told(sum, { after: sum.cost, changed: false, price: null, note: null }));
    else {
      const price = priceOf(change, range.to.getTime());
      const whole: Part[] = [{ kind: "rows", ...range }];
      const tiered = price !== null && price.tiers.length > 1;
      const rowsLeft = range.from.getTime() >= dropped.rows;
      const one = { ...question, model: change.model, ...(sum.provider === null ? {} : { provider: sum.provider }) };
      const bounds = tiered ? price.tiers.slice(1).map(({ aboveTokens }) => aboveTokens) : [];
      const pieces = tiered && rowsLeft ? await sumBuckets(context.db, { question: one, parts: whole, bounds }) : [sum];
      rows.push(told(sum, repriced(pieces, { price, exact: !tiered || rowsLeft })));
    }
  }
  return { rows, ...totalsOf(rows) };
}

function priceOf({ as }: WhatIfChange, atMs: number): Price | null {
  if (as.kind === "model") return cataloguePrice(as, atMs);
  return { version: "what-if", source: "own", tiers: as.tiers.map((tier) => readTier(tier)) };
}

type After = Pick<WhatIfRow, "after" | "changed" | "price" | "note">;

function repriced(pieces: readonly BucketSums[], { price, exact }: { readonly price: Price | null; readonly exact: boolean }): After {
  if (price === null) return { after: null, changed: true, price: null, note: "The catalogue does not know this model there." };
  const version = price.source === "catalogue" ? price.version : null;
  const costs = pieces.map(({ tokens, tier }) => {
    const reached = price.tiers[tier];
    return reached ? costOf(tokens, { ...price, tiers: [{ ...reached, aboveTokens: 0 }] }) : null;
  });
  if (costs.includes(null))
    return { after: null, changed: true, price: version, note: "The new price lacks one of the kinds of tokens that were used." };
  const note = exact ? null : "Its rows are gone: that long requests cost more is not in it.";
  return { after: sumDollars(costs), changed: true, price: version, note };
}

function told({ provider, model, requests, tokens, cost, unpricedTokens }: BucketSums, after: After): WhatIfRow {
  return {
    provider,
    model,
    requests,
    ...sidesOf(tokens),
    before: cost === null ? null : sumDollars([cost]),
    unpricedTokens,
    ...normal(after),
  };
}

const normal = (after: After): After => ({ ...after, after: after.after === null ? null : sumDollars([after.after]) });

function totalsOf(rows: readonly WhatIfRow[]): Omit<WhatIf, "rows"> {
  const count = (pick: (row: WhatIfRow) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  return {
    before: sumDollars(rows.map(({ before }) => before)),
    after: sumDollars(rows.map(({ after }) => after)),
    unpricedBefore: count(({ unpricedTokens }) => unpricedTokens),
    unpricedAfter: count((row) => (row.changed ? (row.after === null ? row.inputTokens + row.outputTokens : 0) : row.unpricedTokens)),
  };
}
