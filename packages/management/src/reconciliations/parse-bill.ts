import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, type Parser, parse } from "csv-parse";
import type { BillLine, Cells, CsvFormat } from "./bill-line.ts";
import { ANTHROPIC_COSTS, ANTHROPIC_USAGE } from "./formats/anthropic.ts";
import { AWS_REPORT, AWS_REPORT_2 } from "./formats/aws.ts";
import { GOOGLE_BILLING, GOOGLE_BILLING_FLAT } from "./formats/google.ts";
import { OPENAI_COSTS, OPENAI_USAGE } from "./formats/openai.ts";
import { readJsonBill } from "./read-json-bill.ts";
import { LineSums, MOST_SUMS } from "./sum-lines.ts";

const FORMATS: readonly CsvFormat[] = [
  ...[OPENAI_USAGE, OPENAI_COSTS, ANTHROPIC_USAGE, ANTHROPIC_COSTS],
  ...[AWS_REPORT, AWS_REPORT_2, GOOGLE_BILLING, GOOGLE_BILLING_FLAT],
];

/** A month of a large account's AWS report is some hundred megabytes; its Bedrock lines alone are few. CSV is read as it comes. */
export const MOST_BYTES = 256 * 1024 * 1024;
/** JSON is read whole. */
export const MOST_JSON_BYTES = 32 * 1024 * 1024;
/** A line of a report with every tag that an account may have. */
const LONGEST_ROW_BYTES = 256 * 1024;

export interface Bill {
  readonly format: string;
  readonly lines: readonly BillLine[];
  /** Rows about something else than models. */
  readonly skipped: number;
}

/** Stops reading: the file is not what it should be. Its message is a sentence for whoever sent it. */
class Unreadable extends Error {}

/** A provider's file, summed by model and day. A sentence when it cannot be read, or holds what nobody here knows. */
export async function parseBill(content: AsyncIterable<Uint8Array>): Promise<Bill | string> {
  try {
    const chunks = bounded(content)[Symbol.asyncIterator]();
    const first = await chunks.next();
    const beginning = first.done ? new Uint8Array() : first.value;
    if (beginning[0] === 0x1f && beginning[1] === 0x8b) return "This file is compressed: unpack it first.";
    const whole = chain(beginning, chunks);
    return /^\uFEFF?\s*[[{]/.test(new TextDecoder().decode(beginning.subarray(0, 200))) ? await parseJson(whole) : await parseCsv(whole);
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    if (error instanceof CsvError) return `This is no CSV: ${error.message}.`;
    throw error;
  }
}

async function* bounded(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of content) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new Unreadable(`The file is larger than ${MOST_BYTES / 1024 / 1024} MB. Export fewer days.`);
    yield chunk;
  }
}

async function* chain(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function parseJson(content: AsyncIterable<Uint8Array>): Promise<Bill | string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of content) {
    length += chunk.length;
    if (length > MOST_JSON_BYTES) return `JSON may be ${MOST_JSON_BYTES / 1024 / 1024} MB long. Export fewer days, or CSV.`;
    chunks.push(chunk);
  }
  const bill = readJsonBill(
    Buffer.concat(chunks)
      .toString()
      .replace(/^\uFEFF/, ""),
  );
  if (typeof bill === "string") return bill;
  const reader = new RowReader(bill.format);
  for (const cells of bill.rows) {
    reader.columns(Object.keys(cells));
    reader.row(cells);
  }
  return reader.bill();
}

async function parseCsv(content: AsyncIterable<Uint8Array>): Promise<Bill | string> {
  let reader: RowReader | undefined;
  const parser: Parser = parse({
    bom: true,
    delimiter: [",", ";", "\t"],
    max_record_size: LONGEST_ROW_BYTES,
    skip_empty_lines: true,
    columns: (header: string[]) => {
      const columns = header.map((name) => name.trim());
      reader = new RowReader(formatOf(columns));
      reader.columns(columns);
      return columns;
    },
  });
  await pipeline(Readable.from(content), parser, async (rows: AsyncIterable<Cells>) => {
    for await (const cells of rows) reader?.row(cells);
  });
  return reader?.bill() ?? "There is nothing in this file.";
}

function formatOf(columns: readonly string[]): CsvFormat {
  const format = FORMATS.find(({ required }) => required.every((column) => columns.includes(column)));
  if (format) return format;
  const names = [...new Set(FORMATS.map(({ name, required }) => `${name} (${required.join(", ")})`))].join("; ");
  throw new Unreadable(`No provider's file known here has these columns: ${shortened(columns)}. Known are ${names}.`);
}

/** Reads rows of one format, and remembers at which it is. */
class RowReader {
  readonly #format: CsvFormat;
  readonly #sums = new LineSums();
  readonly #known = new Set<string>();
  #at = 0;
  #skipped = 0;

  constructor(format: CsvFormat) {
    this.#format = format;
  }

  columns(columns: readonly string[]): void {
    const unknown = columns.filter((column) => column !== "" && !this.#known.has(column) && !this.#format.knows(column));
    if (unknown.length > 0)
      throw new Unreadable(
        `This looks like ${this.#format.name}, but nobody here knows ${unknown.length === 1 ? "its column" : "its columns"} ${shortened(unknown)}: tokens in there would be missing. Leave them out of the export.`,
      );
    for (const column of columns) this.#known.add(column);
  }

  row(cells: Cells): void {
    this.#at++;
    const line = this.#format.read(cells);
    if (line === "skip") this.#skipped++;
    else if ("problem" in line) throw new Unreadable(`Row ${this.#at}: ${line.problem}.`);
    else if (!this.#sums.add(line)) throw new Unreadable(`More than ${MOST_SUMS} days and models. Export fewer days.`);
  }

  bill(): Bill | string {
    const lines = this.#sums.lines();
    if (lines.length === 0) return `This is ${this.#format.name}, and no row of it is about a model.`;
    return { format: this.#format.name, lines, skipped: this.#skipped };
  }
}

const MOST_NAMED = 12;

function shortened(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names
    .slice(0, MOST_NAMED)
    .map((name) => name.slice(0, 60))
    .join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
