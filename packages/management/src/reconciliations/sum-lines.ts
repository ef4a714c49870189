import { exact, written } from "../exact-sum.ts";
import type { BillLine } from "./bill-line.ts";

/** Days times models of one file. More is the bill of a whole cloud, and would be no page to read. */
export const MOST_SUMS = 20_000;
/** Longer names are not models'; and Postgres's text holds no NUL. */
const LONGEST_NAME = 512;

interface Sum {
  readonly day: string;
  readonly model: string;
  requests: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  cost: bigint | null;
}

/** Adds lines up by day and model. */
export class LineSums {
  readonly #sums = new Map<string, Sum>();

  /** False once there are more sums than may be. */
  add(line: BillLine): boolean {
    const { day } = line;
    const model = line.model.slice(0, LONGEST_NAME).replaceAll("\0", "\uFFFD");
    const key = `${day} ${model}`;
    const sum = this.#sums.get(key) ?? { day, model, requests: null, inputTokens: null, outputTokens: null, cost: null };
    this.#sums.set(key, sum);
    sum.requests = plus(sum.requests, line.requests);
    sum.inputTokens = plus(sum.inputTokens, line.inputTokens);
    sum.outputTokens = plus(sum.outputTokens, line.outputTokens);
    if (line.cost !== null) sum.cost = (sum.cost ?? 0n) + exact(line.cost);
    return this.#sums.size <= MOST_SUMS;
  }

  /** By day, then by model. */
  lines(): BillLine[] {
    return [...this.#sums.values()]
      .map(({ cost, ...sum }) => ({ ...sum, cost: cost === null ? null : written(cost) }))
      .sort((a, b) => a.day.localeCompare(b.day) || a.model.localeCompare(b.model));
  }
}

function plus(sum: number | null, more: number | null): number | null {
  return more === null ? sum : (sum ?? 0) + more;
}
