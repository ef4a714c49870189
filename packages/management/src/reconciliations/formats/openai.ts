import { badRow, type CsvFormat, countOf, dayOf, decimalOf } from "../bill-line.ts";

/** Who and where: they split rows, and their sum is the same. */
const SPLITS = [
  ...["start_time", "end_time", "start_time_iso", "end_time_iso", "project_id", "project_name", "organization_id", "organization_name"],
  ...["user_id", "user_email", "api_key_id", "api_key_name", "api_key_redacted", "batch", "service_tier", "api_source"],
];
/** Parts of `input_tokens` and `output_tokens`, which hold them all (https://platform.openai.com/docs/api-reference/usage/completions_object). */
const PART =
  /^(?:input|output)_(?:cached|uncached|text|audio|image|cache_write)(?:_[a-z0-9]+)?_tokens$|^(?:input|output)_(?:text|audio|image)_tokens$/;

/** The usage page's export of completions or embeddings, grouped by model. */
export const OPENAI_USAGE: CsvFormat = {
  name: "OpenAI usage",
  required: ["start_time", "model", "input_tokens", "num_model_requests"],
  knows: (column) =>
    SPLITS.includes(column) || PART.test(column) || ["model", "num_model_requests", "input_tokens", "output_tokens"].includes(column),
  read: (cells) => {
    const { model = "", start_time: at } = cells;
    const [inputTokens, outputTokens, requests] = [cells["input_tokens"], cells["output_tokens"], cells["num_model_requests"]].map(countOf);
    // A day without a call has a row of empty cells.
    if (model === "" && !inputTokens && !outputTokens) return "skip";
    if (model === "") return { problem: "no model is named: export it grouped by model" };
    const day = dayOf(at);
    if (!day) return badRow("start_time", at);
    if (inputTokens === undefined || outputTokens === undefined || requests === undefined) return badRow("a count", cells["input_tokens"]);
    return { day, model, requests, inputTokens, outputTokens, cost: null };
  },
};

const COSTS = ["amount_value", "amount_currency", "line_item", "quantity", "quantity_unit"];

/** The same page's export of costs, grouped by line item. */
export const OPENAI_COSTS: CsvFormat = {
  name: "OpenAI costs",
  required: ["start_time", "amount_value", "amount_currency", "line_item"],
  knows: (column) => SPLITS.includes(column) || COSTS.includes(column),
  read: (cells) =>
    openAiCost({
      at: cells["start_time"],
      amount: cells["amount_value"],
      currency: cells["amount_currency"],
      item: cells["line_item"],
      quantity: cells["quantity_unit"] === "tokens" ? cells["quantity"] : undefined,
    }),
};

interface Cost {
  readonly at: string | number | undefined;
  readonly amount: string | number | undefined;
  readonly currency: string | undefined;
  /** `gpt-5-mini-2025-08-07, cached input` */
  readonly item: string | null | undefined;
  readonly quantity?: string | undefined;
}

export function openAiCost({ at, amount, currency, item, quantity }: Cost): ReturnType<CsvFormat["read"]> {
  const cost = decimalOf(amount);
  if (cost === null) return "skip";
  if (cost === undefined) return badRow("amount_value", String(amount));
  if (currency?.toLowerCase() !== "usd") return badRow("the currency (only usd is compared)", currency);
  if (!item) return { problem: "no line item is named: export it grouped by line item" };
  const day = dayOf(at);
  if (!day) return badRow("start_time", String(at));
  const [model = "", kind = ""] = item.split(",").map((part) => part.trim());
  // `web search tool calls`: no comma, no model.
  if (kind === "") return "skip";
  const tokens = countOf(quantity) ?? null;
  const isOutput = /output/.test(kind);
  return { day, model, requests: null, inputTokens: isOutput ? null : tokens, outputTokens: isOutput ? tokens : null, cost };
}
