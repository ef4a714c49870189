import type { EffectivePrice, ModelPriceInput, ModelPriceResource, PriceTierResource } from "@sluice/definition/prices";
import { instantOf, localOf } from "../../../lib/local-time.ts";

export const PRICE_FIELDS = [
  { name: "inputPrice", label: "Input" },
  { name: "outputPrice", label: "Output" },
  { name: "cacheReadPrice", label: "Cache read" },
  { name: "cacheWritePrice", label: "Cache write" },
  { name: "cacheWriteHourPrice", label: "Cache write, 1 h" },
  { name: "reasoningPrice", label: "Reasoning" },
  { name: "audioInputPrice", label: "Audio in" },
  { name: "audioOutputPrice", label: "Audio out" },
] as const satisfies readonly { readonly name: keyof PriceTierResource; readonly label: string }[];
export type PriceField = (typeof PRICE_FIELDS)[number]["name"];

/** A tier as its form holds it: texts. The key is React's. */
export interface TierDraft {
  readonly key: number;
  readonly aboveTokens: string;
  readonly prices: Readonly<Record<PriceField, string>>;
}

export interface PriceDraft {
  /** Empty: every API. */
  readonly apiId: string;
  readonly model: string;
  readonly currency: string;
  readonly usdRate: string;
  /** As `datetime-local` boxes hold them. */
  readonly from: string;
  readonly until: string;
  readonly tiers: readonly TierDraft[];
  readonly note: string;
}

function tierDraft(tier: Partial<PriceTierResource>, key: number): TierDraft {
  const prices = Object.fromEntries(PRICE_FIELDS.map(({ name }) => [name, tier[name] ?? ""]));
  return { key, aboveTokens: String(tier.aboveTokens ?? 0), prices: prices as TierDraft["prices"] };
}

export function nextTier(tiers: readonly TierDraft[]): TierDraft {
  const last = tiers.at(-1);
  return { ...tierDraft({}, (last?.key ?? 0) + 1), aboveTokens: "" };
}

/** A price of one's own as it stands. */
export function draftOfPrice(price: ModelPriceResource): PriceDraft {
  const { apiId, model, currency, usdRate, effectiveFrom, effectiveUntil, tiers, note } = price;
  return {
    ...{ apiId: apiId ?? "", model, currency, usdRate, note },
    from: localOf(effectiveFrom),
    until: localOf(effectiveUntil),
    tiers: tiers.map(tierDraft),
  };
}

/** A new one, filled with what the model costs now. */
export function draftOfModel(row: EffectivePrice | null, now: Date): PriceDraft {
  const tiers = row && row.tiers.length > 0 ? row.tiers : [{}];
  return {
    ...{ apiId: row?.apiId ?? "", model: row?.model ?? "", currency: "USD", usdRate: "1", note: "", until: "" },
    from: localOf(now.toISOString()),
    tiers: tiers.map(tierDraft),
  };
}

/** What is sent. A bound that is no number is sent as it is not: the API says so at its field. */
export function inputOfPrice(draft: PriceDraft): ModelPriceInput {
  const tiers = draft.tiers.map(({ aboveTokens, prices }) => {
    const given = PRICE_FIELDS.map(({ name }) => [name, prices[name].trim() === "" ? null : prices[name].trim()]);
    return { ...Object.fromEntries(given), aboveTokens: aboveTokens.trim() === "" ? -1 : Number(aboveTokens) };
  });
  return {
    apiId: draft.apiId === "" ? null : draft.apiId,
    model: draft.model,
    currency: draft.currency.toUpperCase(),
    usdRate: draft.usdRate,
    effectiveFrom: instantOf(draft.from) ?? "",
    effectiveUntil: instantOf(draft.until),
    tiers,
    note: draft.note,
  };
}
