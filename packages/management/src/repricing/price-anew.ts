import { costOf } from "@sluice/pricing/cost";
import { findPrice } from "@sluice/pricing/find-price";
import type { PriceBook } from "@sluice/pricing/own-price";
import type { DeployedModel } from "./deployed-models.ts";
import type { PricedRow, UsageRow } from "./usage-rows.ts";

/**
 * What a request costs by the prices of now for its time: by the code that gateways price calls with. Where its deployment is gone with its API,
 * only an own price can say it; a row that none says keeps what it has.
 */
export function priceAnew(row: UsageRow, deployed: DeployedModel | null, book: PriceBook): PricedRow {
  const atMs = row.timestamp.getTime();
  const kept: PricedRow = { row, costUsd: row.costUsd, priceVersion: row.priceVersion, changed: false };
  const { apiId, revision, modelSent, modelAnswered } = row;
  const price = deployed
    ? findPrice({ apiId, revision, modelSent, modelAnswered, atMs, ...deployed }, book)
    : book.find(apiId, modelSent, atMs);
  if (price === null && deployed === null) return kept;
  const costUsd = price && costOf(row, price);
  const priceVersion = price === null || costUsd === null ? null : price.version;
  return { row, costUsd, priceVersion, changed: costUsd !== row.costUsd || priceVersion !== row.priceVersion };
}
