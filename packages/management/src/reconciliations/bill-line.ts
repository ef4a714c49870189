/** One line of a provider's file: what was used of one model on one day. What a file does not say is null, which is not 0. */
export interface BillLine {
  /** `2026-11-28`, in UTC. */
  readonly day: string;
  readonly model: string;
  readonly requests: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** US dollars in decimals, as they are written. */
  readonly cost: string | null;
}

/** What a row is: a line, something that is not about models, or a sentence on what is wrong with it. */
export type BillRow = BillLine | "skip" | { readonly problem: string };

/** A row's cells by the names of their columns. */
export type Cells = Readonly<Record<string, string>>;

/** One kind of CSV that a provider writes. */
export interface CsvFormat {
  readonly name: string;
  /** Those that tell it from the others, and without which it says nothing. */
  readonly required: readonly string[];
  /** A column that nobody here knows may hold tokens that would be missing from the sum: it refuses the file. */
  readonly knows: (column: string) => boolean;
  readonly read: (cells: Cells) => BillRow;
}

const COUNT = /^\d{1,15}(?:\.0*)?$/;
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,40})?$/;

/** A whole number; null where the cell is empty, undefined where it is something else. */
export function countOf(cell: string | undefined): number | null | undefined {
  const text = cell?.trim().replaceAll(",", "") ?? "";
  if (text === "") return null;
  return COUNT.test(text) ? Number.parseInt(text, 10) : undefined;
}

/** A decimal as it is written, powers of ten written out; null and undefined as above. */
export function decimalOf(cell: string | number | undefined | null): string | null | undefined {
  const text = String(cell ?? "").trim();
  if (text === "") return null;
  if (DECIMAL.test(text)) return text;
  const value = Number(text);
  // Spreadsheets and JSON write small amounts as 1.2e-7.
  return /^-?\d(?:\.\d+)?e[+-]?\d{1,2}$/i.test(text) && Number.isFinite(value) ? value.toFixed(20) : undefined;
}

/** The UTC day of a date, an ISO moment or seconds since the epoch; null where it is none of these. */
export function dayOf(cell: string | number | undefined): string | null {
  const text = String(cell ?? "").trim();
  if (/^\d{9,11}$/.test(text)) return new Date(Number(text) * 1000).toISOString().slice(0, 10);
  const [, day, rest = ""] = /^(\d{4}-\d{2}-\d{2})(.*)$/.exec(text) ?? [];
  if (!day) return null;
  // BigQuery writes `2026-11-28 07:00:00 UTC`, OpenAI no zone at all and means UTC.
  const zoned = rest === "" ? "T00:00:00Z" : rest.replace(/^ /, "T").replace(/ UTC$/, "Z");
  const moment = new Date(day + (/(?:Z|[+-]\d{2}:?\d{2})$/.test(zoned) ? zoned : `${zoned}Z`));
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString().slice(0, 10);
}

/** Null as soon as one of them is no number; what is empty counts nothing. */
export function sumOf(counts: readonly (number | null | undefined)[]): number | null {
  return counts.reduce<number | null>((sum, count) => (count === undefined || sum === null ? null : sum + (count ?? 0)), 0);
}

export const badRow = (what: string, value: string | undefined): { readonly problem: string } => ({
  problem: `${what} is ${JSON.stringify((value ?? "").slice(0, 60))}`,
});
