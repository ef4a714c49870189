import { badRow, type CsvFormat, countOf, dayOf, decimalOf, sumOf } from "../bill-line.ts";

const SPLITS = ["usage_date_utc", "api_key", "workspace", "usage_type", "context_window", "inference_geo", "speed", "service_tier"];
const INPUTS = [
  "usage_input_tokens_no_cache",
  "usage_input_tokens_cache_write",
  "usage_input_tokens_cache_write_5m",
  "usage_input_tokens_cache_write_1h",
  "usage_input_tokens_cache_read",
];

/** The Claude Console's export of its usage page. */
export const ANTHROPIC_USAGE: CsvFormat = {
  name: "Anthropic usage",
  required: ["usage_date_utc", "model_version", "usage_input_tokens_no_cache", "usage_output_tokens"],
  knows: (column) => [...SPLITS, ...INPUTS, "model_version", "usage_output_tokens", "web_search_count"].includes(column),
  read: (cells) => {
    const day = dayOf(cells["usage_date_utc"]);
    if (!day) return badRow("usage_date_utc", cells["usage_date_utc"]);
    const inputTokens = sumOf(INPUTS.map((column) => countOf(cells[column])));
    const outputTokens = sumOf([countOf(cells["usage_output_tokens"])]);
    if (inputTokens === null || outputTokens === null) return badRow("a count of tokens", INPUTS.map((column) => cells[column]).join(" "));
    if (!cells["model_version"]) return { problem: "no model is named" };
    return { day, model: cells["model_version"], requests: null, inputTokens, outputTokens, cost: null };
  },
};

/** The same console's export of its cost page. */
export const ANTHROPIC_COSTS: CsvFormat = {
  name: "Anthropic costs",
  required: ["usage_date_utc", "model", "cost_usd"],
  knows: (column) => [...SPLITS, "model", "token_type", "cost_usd", "list_price_usd", "cost_type"].includes(column),
  read: (cells) => {
    const day = dayOf(cells["usage_date_utc"]);
    if (!day) return badRow("usage_date_utc", cells["usage_date_utc"]);
    const cost = decimalOf(cells["cost_usd"]);
    if (typeof cost !== "string") return badRow("cost_usd", cells["cost_usd"]);
    // Web searches and code execution belong to no model.
    if (!cells["model"]) return "skip";
    return { day, model: cells["model"], requests: null, inputTokens: null, outputTokens: null, cost };
  },
};
