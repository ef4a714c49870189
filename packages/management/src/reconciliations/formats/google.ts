import { badRow, type Cells, type CsvFormat, dayOf, decimalOf } from "../bill-line.ts";

/** Columns of the billing export to BigQuery (https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/standard-usage). */
const FAMILY =
  /^(?:billing_account_id|invoice|cost_type|service|sku|usage_start_time|usage_end_time|project|labels|system_labels|location|tags|transaction_type|seller_name|subscription|resource|price|cost|cost_at_list|cost_at_effective_price_default|cost_at_list_consumption_model|consumption_model|currency|currency_conversion_rate|usage|credits|adjustment_info|export_time)(?:[._]|$)/;

/** `Gemini 2.5 Flash GA Text Input - Predictions`: the model's name ends where the kind of use begins. */
const SKU =
  /^(?<model>(?:gemini|claude|llama|mistral|text-embedding|embedding)[\w.\- ]*?)\s+(?:GA\s+|Preview\s+|Batch\s+|Thinking\s+|Long\s+|Live\s+|Native\s+|Cached\s+|Text\s+|Image\s+|Audio\s+|Video\s+|Multimodal\s+|Input|Output|Prediction|Caching|-\s)/i;

const cellOf = (cells: Cells, name: string) => cells[name] ?? cells[name.replace(".", "_")];

function readRow(cells: Cells): ReturnType<CsvFormat["read"]> {
  const sku = cellOf(cells, "sku.description") ?? "";
  const model = SKU.exec(sku)?.groups?.["model"]?.trim();
  // A bill is about everything else that runs in the cloud, too; storage of a cache is no token.
  if (!model || /storage|grounding|tuning/i.test(sku)) return "skip";
  const at = cells["usage_start_time"];
  const day = dayOf(at);
  if (!day) return badRow("usage_start_time", at);
  const cost = decimalOf(cells["cost"]);
  const amount = Number(cellOf(cells, "usage.amount") ?? "");
  if (typeof cost !== "string") return badRow("cost", cells["cost"]);
  if (cells["currency"] !== "USD") return badRow("the currency (only USD is compared)", cells["currency"]);
  // Older models are billed by characters, images by images.
  const tokens =
    /^(?:count|tokens?)$/i.test(cellOf(cells, "usage.unit") ?? "") && !/character/i.test(sku) && !Number.isNaN(amount)
      ? Math.round(amount)
      : null;
  const isOutput = /output|response/i.test(sku);
  return { day, model, requests: null, inputTokens: isOutput ? null : tokens, outputTokens: isOutput ? tokens : null, cost };
}

export const GOOGLE_BILLING: CsvFormat = {
  name: "Google Cloud billing",
  required: ["sku.description", "usage_start_time", "usage.amount", "cost", "currency"],
  knows: (column) => FAMILY.test(column),
  read: readRow,
};

/** Exported from BigQuery, nested columns are flattened by dots or by underscores. */
export const GOOGLE_BILLING_FLAT: CsvFormat = {
  ...GOOGLE_BILLING,
  required: ["sku_description", "usage_start_time", "usage_amount", "cost", "currency"],
};
