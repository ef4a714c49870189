import type { DriftRow, DriftSide, ReconciliationDetail } from "@sluice/definition/reconciliations";
import { exact, sumDollars, written } from "../exact-sum.ts";
import type { BillLine } from "./bill-line.ts";
import { modelKey } from "./model-key.ts";

export interface Compared {
  readonly theirs: readonly BillLine[];
  readonly ours: readonly BillLine[];
  /** Percent of what they say. */
  readonly tolerance: number;
}

interface Pair {
  readonly day: string;
  readonly model: string;
  ours: DriftSide | null;
  theirs: DriftSide | null;
}

/** Both sides by day and model, whatever each calls the model. By day, then by model. */
export function driftOf({ theirs, ours, tolerance }: Compared): Pick<ReconciliationDetail, "rows" | "totals"> {
  const pairs = new Map<string, Pair>();
  const put = (side: "ours" | "theirs", line: BillLine) => {
    const key = `${line.day} ${modelKey(line.model)}`;
    const pair = pairs.get(key) ?? { day: line.day, model: line.model, ours: null, theirs: null };
    pairs.set(key, { ...pair, [side]: added(pair[side], line) });
  };
  // Theirs first: a row goes by their name of the model.
  for (const line of theirs) put("theirs", line);
  for (const line of ours) put("ours", line);
  const rows = [...pairs.values()]
    .sort((a, b) => a.day.localeCompare(b.day) || a.model.localeCompare(b.model))
    .map((pair) => rowOf(pair, tolerance));
  const all = (side: "ours" | "theirs") => rows.reduce<DriftSide | null>((sum, row) => (row[side] ? added(sum, row[side]) : sum), null);
  const totals = { ours: all("ours"), theirs: all("theirs") };
  return { rows, totals: { ...totals, ...drifts(totals) } };
}

function added(sum: DriftSide | null, { requests, inputTokens, outputTokens, cost }: DriftSide): DriftSide {
  if (sum === null) return { requests, inputTokens, outputTokens, cost };
  const plus = (one: number | null, other: number | null) => (one === null ? other : one + (other ?? 0));
  return {
    requests: plus(sum.requests, requests),
    inputTokens: plus(sum.inputTokens, inputTokens),
    outputTokens: plus(sum.outputTokens, outputTokens),
    cost: sum.cost === null && cost === null ? null : sumDollars([sum.cost, cost]),
  };
}

type Sides = Pick<DriftRow, "ours" | "theirs">;
type Drifts = Pick<DriftRow, "inputTokens" | "outputTokens" | "cost">;

function drifts({ ours, theirs }: Sides): Drifts {
  const counted = (name: "inputTokens" | "outputTokens") => {
    const [one, other] = [ours?.[name] ?? null, theirs?.[name] ?? null];
    return one === null || other === null ? NOTHING : { difference: one - other, percent: percentOf(one - other, other) };
  };
  return { inputTokens: counted("inputTokens"), outputTokens: counted("outputTokens"), cost: costDrift(ours?.cost, theirs?.cost) };
}

const NOTHING = { difference: null, percent: null } as const;

function costDrift(ours: string | null | undefined, theirs: string | null | undefined): Drifts["cost"] {
  if (!ours || !theirs) return NOTHING;
  const difference = written(exact(ours) - exact(theirs));
  return { difference, percent: percentOf(Number(difference), Number(theirs)) };
}

/** Of nothing, nothing is 0 % off, and anything is off by no percentage. */
function percentOf(difference: number, of: number): number | null {
  if (of === 0) return difference === 0 ? 0 : null;
  return (difference / of) * 100;
}

function rowOf({ day, model, ours, theirs }: Pair, tolerance: number): DriftRow {
  const apart = drifts({ ours, theirs });
  const off = Object.values(apart).some(
    ({ difference, percent }) => difference !== null && (percent === null || Math.abs(percent) > tolerance),
  );
  const verdict = ours === null ? "missing_ours" : theirs === null ? "missing_theirs" : off ? "differs" : "agrees";
  return { day, model, ours, theirs, ...apart, verdict };
}
