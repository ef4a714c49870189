import type { Price, WrittenTier } from "./price.ts";
import { readTier } from "./price.ts";

/** An own price as it is stored: one version of it. */
export interface OwnPrice {
  readonly id: string;
  readonly version: number;
  /** Null: of every API. */
  readonly apiId: string | null;
  /** As it is sent to the provider. */
  readonly model: string;
  /** How many US dollars a unit of its currency is, a decimal. */
  readonly usdRate: string;
  readonly fromMs: number;
  /** Without this moment; null: until another one begins. */
  readonly untilMs: number | null;
  /** The first one has no bound. */
  readonly tiers: readonly WrittenTier[];
}

interface Dated {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly price: Price;
}

/** The own prices of one moment, found by model and time. Replaced whole when they change. */
export class PriceBook {
  readonly #byModel = new Map<string, Dated[]>();

  constructor(prices: readonly OwnPrice[]) {
    // Of two that begin together the one that was made later is meant: ids grow with time.
    const inOrder = prices.toSorted((a, b) => a.fromMs - b.fromMs || (a.id < b.id ? -1 : 1));
    for (const own of inOrder) {
      const key = keyOf(own.apiId, own.model);
      const dated = { fromMs: own.fromMs, untilMs: own.untilMs ?? Number.POSITIVE_INFINITY, price: priceOf(own) };
      this.#byModel.set(key, [...(this.#byModel.get(key) ?? []), dated]);
    }
  }

  get size(): number {
    return this.#byModel.size;
  }

  /** The API's own price of a model, else that of every API; null where neither is in force. */
  find(apiId: string | null, model: string, atMs: number): Price | null {
    if (this.#byModel.size === 0) return null;
    return (apiId === null ? null : this.#at(keyOf(apiId, model), atMs)) ?? this.#at(keyOf(null, model), atMs);
  }

  /** The one that began last, of those that have begun and not ended. */
  #at(key: string, atMs: number): Price | null {
    return this.#byModel.get(key)?.findLast(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs)?.price ?? null;
  }
}

export const NO_OWN_PRICES = new PriceBook([]);

function priceOf({ id, version, tiers, usdRate }: OwnPrice): Price {
  const read = tiers.map((tier) => readTier(tier, usdRate)).sort((a, b) => a.aboveTokens - b.aboveTokens);
  return { version: `own:${id}@${version}`, source: "own", tiers: read };
}

/** No id of an API has a space, and every API's has none at all. */
function keyOf(apiId: string | null, model: string): string {
  return `${apiId ?? ""} ${model}`;
}
