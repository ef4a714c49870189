import { badRow, type Cells, type CsvFormat, dayOf, decimalOf } from "../bill-line.ts";

/** Column families of the Cost and Usage Report (https://docs.aws.amazon.com/cur/latest/userguide/data-dictionary.html). Some have hundreds of columns. */
const FAMILY =
  /^(?:identity|bill|lineItem|line_item|product|pricing|reservation|savingsPlan|savings_plan|discount|splitLineItem|split_line_item|resourceTags|resource_tags|costCategory|cost_category|tags|cur)(?:[/_]|$)/;

/** `USE1-Claude4.5Sonnet-cache-read-input-token-count`: a region, a model, a kind of token. */
const USAGE_TYPE =
  /^(?:[A-Z]{2,5}\d?-)?(?<model>.+?)-(?:mantle-)?(?<kind>input-tokens?|output-tokens?|cache-read-input-token-count|cache-write-input-token-count)(?:-.*)?$/;

/** The two editions write the same columns in two ways. */
const cellOf = (cells: Cells, family: string, name: string) => cells[`${family}/${name}`] ?? cells[`${snake(family)}_${snake(name)}`];
const snake = (words: string) => words.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();

function readRow(cells: Cells): ReturnType<CsvFormat["read"]> {
  if (!/bedrock/i.test(cellOf(cells, "lineItem", "ProductCode") ?? "")) return "skip";
  // Taxes, credits and fees are lines of their own.
  if (!/^(?:Usage|DiscountedUsage|)$/.test(cellOf(cells, "lineItem", "LineItemType") ?? "")) return "skip";
  const { model, kind = "" } = USAGE_TYPE.exec(cellOf(cells, "lineItem", "UsageType") ?? "")?.groups ?? {};
  if (!model) return "skip";
  const at = cellOf(cells, "lineItem", "UsageStartDate");
  const day = dayOf(at);
  if (!day) return badRow("the start date", at);
  const cost = decimalOf(cellOf(cells, "lineItem", "UnblendedCost"));
  const amount = Number(cellOf(cells, "lineItem", "UsageAmount") ?? "");
  if (cost === undefined || Number.isNaN(amount)) return badRow("the usage amount", cellOf(cells, "lineItem", "UsageAmount"));
  const currency = cellOf(cells, "lineItem", "CurrencyCode") || "USD";
  if (currency !== "USD") return badRow("the currency (only USD is compared)", currency);
  const tokens = Math.round(amount * unitOf(cellOf(cells, "pricing", "unit")));
  const isOutput = kind.startsWith("output");
  return { day, model, requests: null, inputTokens: isOutput ? null : tokens, outputTokens: isOutput ? tokens : null, cost };
}

/** Bedrock is priced by the thousand tokens, where the report does not say another unit. */
function unitOf(unit: string | undefined): number {
  if (/^1?M|million/i.test(unit ?? "")) return 1_000_000;
  return /^(?:tokens?|count)$/i.test(unit ?? "") ? 1 : 1_000;
}

const COLUMNS = ["UsageStartDate", "ProductCode", "UsageType", "UsageAmount", "UnblendedCost"];

export const AWS_REPORT: CsvFormat = {
  name: "AWS Cost and Usage Report",
  required: COLUMNS.map((name) => `lineItem/${name}`),
  knows: (column) => FAMILY.test(column),
  read: readRow,
};

export const AWS_REPORT_2: CsvFormat = {
  ...AWS_REPORT,
  name: "AWS Cost and Usage Report 2.0",
  required: COLUMNS.map((name) => `line_item_${snake(name)}`),
};
