import { costOf } from "@sluice/pricing/cost";
import { findPrice } from "@sluice/pricing/find-price";
import { NO_OWN_PRICES, type PriceBook } from "@sluice/pricing/own-price";
import type { Price } from "@sluice/pricing/price";
import type { TokenUsage } from "@sluice/wire/usage";
import type { CompiledApi, Target } from "../runtime/compiled-api.ts";
import type { UsageRecord } from "./usage-record.ts";

export interface PricedTarget {
  readonly api: Pick<CompiledApi, "id" | "revision"> | null;
  readonly target: Target;
  readonly modelSent: string;
  readonly modelAnswered: string | null;
  /** When the request came. */
  readonly atMs: number;
}

const NO_COST = { costUsd: null, priceVersion: null } as const;

/** What a request cost, and by which price; neither where no provider was asked for a model, nothing is known of its tokens, or they have no price. */
export function priceCall(
  called: Omit<PricedTarget, "target" | "modelSent"> & { readonly target: Target | null; readonly modelSent: string | null },
  usage: TokenUsage,
  prices: PriceBook,
): Pick<UsageRecord, "costUsd" | "priceVersion"> {
  const { target, modelSent } = called;
  if (target === null || modelSent === null || usage.provenance === "none") return NO_COST;
  const price = prices.size === 0 ? listedPrice(called, target, modelSent) : priceOfTarget({ ...called, target, modelSent }, prices);
  const costUsd = price && costOf(usage, price);
  return price === null || costUsd === null ? NO_COST : { costUsd, priceVersion: price.version };
}

interface Listed {
  readonly modelSent: string;
  readonly modelAnswered: string | null;
  readonly minute: number;
  readonly price: Price | null;
}

/** The catalogue's prices change with the hour at some providers. */
const MINUTE_MS = 60_000;
/** A compiled API has its targets for as long as it lives, and most are asked for one model again and again. */
const lastListed = new WeakMap<Target, Listed>();

/** A definition's or the catalogue's price: own ones begin at any millisecond. */
function listedPrice(called: Omit<PricedTarget, "target" | "modelSent">, target: Target, modelSent: string): Price | null {
  const { modelAnswered, atMs } = called;
  const minute = Math.floor(atMs / MINUTE_MS);
  const last = lastListed.get(target);
  if (last?.minute === minute && last.modelSent === modelSent && last.modelAnswered === modelAnswered) return last.price;
  const price = priceOfTarget({ ...called, target, modelSent }, NO_OWN_PRICES);
  lastListed.set(target, { modelSent, modelAnswered, minute, price });
  return price;
}

/** What a model costs where it is called. */
export function priceOfTarget({ api, target, ...called }: PricedTarget, prices: PriceBook): Price | null {
  const { provider, origin, basePath, model } = target;
  return findPrice(
    { ...called, apiId: api?.id ?? null, revision: api?.revision ?? null, provider, target: origin + basePath, defined: model },
    prices,
  );
}
