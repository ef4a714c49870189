import type { Cells, CsvFormat } from "./bill-line.ts";
import { ANTHROPIC_COSTS, ANTHROPIC_USAGE } from "./formats/anthropic.ts";
import { GOOGLE_BILLING } from "./formats/google.ts";
import { OPENAI_COSTS, OPENAI_USAGE } from "./formats/openai.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface JsonBill {
  readonly format: CsvFormat;
  readonly rows: readonly Cells[];
}

/**
 * The providers' APIs tell the same as their CSV files, in buckets: each result becomes a row of the CSV's columns, and is read as one. Takes a
 * page, a list of pages, and the rows that BigQuery writes as a list or line by line. A sentence when it is none of these.
 */
export function readJsonBill(text: string): JsonBill | string {
  const values = parse(text);
  if (typeof values === "string") return values;
  const [first] = values;
  if (!first) return "There is nothing in this file.";
  if ("sku" in first) return { format: GOOGLE_BILLING, rows: values.map((row) => flatten(row, ".")) };
  const last = values.at(-1);
  if (last?.["has_more"] === true)
    return "This is one page of several (has_more is true): ask for the others too, and import them as one list.";
  const buckets = values.flatMap((page) => listOf(page["data"]));
  const results = buckets.flatMap((bucket) => listOf(bucket["results"]).map((result) => ({ bucket, result })));
  const one = results[0]?.result;
  if (!one) return "There is no bucket with results in this file: neither OpenAI's nor Anthropic's reports look like this.";
  if (String(one["object"]).startsWith("organization.usage."))
    return {
      format: OPENAI_USAGE,
      rows: results.map(({ bucket, result }) => flatten({ start_time: bucket["start_time"], ...without(result, "object") }, "_")),
    };
  if (one["object"] === "organization.costs.result")
    return {
      format: OPENAI_COSTS,
      rows: results.map(({ bucket, result }) => flatten({ start_time: bucket["start_time"], ...without(result, "object") }, "_")),
    };
  if ("uncached_input_tokens" in one)
    return { format: ANTHROPIC_USAGE, rows: results.map(({ bucket, result }) => anthropicUsage(bucket, result)) };
  if ("amount" in one && "currency" in one)
    return { format: ANTHROPIC_COSTS, rows: results.map(({ bucket, result }) => anthropicCost(bucket, result)) };
  return `Nobody here knows results with the fields ${Object.keys(one).slice(0, 12).join(", ")}.`;
}

function parse(text: string): readonly Fields[] | string {
  try {
    return listOf(JSON.parse(text));
  } catch {
    // One object a line, as BigQuery exports them.
  }
  try {
    return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : listOf(JSON.parse(line))));
  } catch {
    return "This begins like JSON and is not: neither as a whole nor line by line.";
  }
}

function listOf(value: unknown): readonly Fields[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (one): one is Fields => typeof one === "object" && one !== null && !Array.isArray(one),
  );
}

function without(fields: Fields, name: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
}

/** `{amount: {value: 1}}` → `amount_value: "1"`. Lists are labels and credits: nothing that is counted. */
function flatten(fields: Fields, separator: "." | "_", prefix = ""): Cells {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (typeof value === "object" && value !== null && !Array.isArray(value))
        return Object.entries(flatten(value as Fields, separator, `${prefix}${name}${separator}`));
      return [[`${prefix}${name}`, value === null || value === undefined || Array.isArray(value) ? "" : String(value)]];
    }),
  );
}

const CACHE = {
  ephemeral_5m_input_tokens: "usage_input_tokens_cache_write_5m",
  ephemeral_1h_input_tokens: "usage_input_tokens_cache_write_1h",
};

function anthropicUsage(bucket: Fields, result: Fields): Cells {
  const written = Object.entries((result["cache_creation"] ?? {}) as Fields).map(([name, count]) => [
    CACHE[name as keyof typeof CACHE] ?? name,
    String(count),
  ]);
  return {
    usage_date_utc: String(bucket["starting_at"] ?? ""),
    model_version: String(result["model"] ?? ""),
    usage_input_tokens_no_cache: String(result["uncached_input_tokens"] ?? ""),
    usage_input_tokens_cache_read: String(result["cache_read_input_tokens"] ?? ""),
    usage_output_tokens: String(result["output_tokens"] ?? ""),
    ...Object.fromEntries(written),
  };
}

/** The API writes cents, the console's file dollars. */
function anthropicCost(bucket: Fields, result: Fields): Cells {
  const { amount, currency, model } = result;
  const [whole = "", part = ""] = String(amount).split(".");
  const cents = `${whole.padStart(3, "0")}${part}`;
  const point = cents.length - part.length - 2;
  return {
    usage_date_utc: String(bucket["starting_at"] ?? ""),
    model: String(model ?? ""),
    cost_usd:
      currency === "USD" && /^\d+(?:\.\d+)?$/.test(String(amount))
        ? `${cents.slice(0, point)}.${cents.slice(point)}`
        : `${amount} ${currency}`,
  };
}
