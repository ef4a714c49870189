import { calcPrice, type ModelPrice, type PriceCalculation } from "@pydantic/genai-prices";
import type { Provider } from "@sluice/definition/provider";
import { type Price, readTier, type WrittenTier } from "./price.ts";

/** The package and its version, which is the catalogue's date: prices are part of it, and nothing is fetched. A test holds it to package.json. */
export const CATALOGUE_VERSION = "genai-prices@0.1.8";

/** Our providers in the catalogue's words. Null: told by the address alone. */
const CATALOGUE_IDS = {
  OPEN_AI: "openai",
  OPEN_AI_COMPATIBLE: null,
  GEMINI: "google",
  BEDROCK: "aws",
  ANTHROPIC: "anthropic",
  AZURE_OPEN_AI: "azure",
  VERTEX_AI: "google",
} as const satisfies Record<Provider, string | null>;

/** The catalogue's keys in ours. What has no counterpart here (images, searches, hours of audio) is not counted in tokens. */
const PRICE_KEYS = {
  inputPrice: "input_mtok",
  cacheReadPrice: "cache_read_mtok",
  cacheWritePrice: "cache_write_mtok",
  cacheWriteHourPrice: "cache_write_1h_mtok",
  audioInputPrice: "input_audio_mtok",
  outputPrice: "output_mtok",
  reasoningPrice: "output_reasoning_mtok",
  audioOutputPrice: "output_audio_mtok",
} as const satisfies Record<Exclude<keyof WrittenTier, "aboveTokens">, string>;

export interface CatalogueModel {
  readonly provider: Provider;
  readonly model: string;
  /** The provider's address; what tells an OPEN_AI_COMPATIBLE one. */
  readonly target: string;
}

/** Some 50 to 300 µs a look-up: each model is looked up once, and its prices by the minute where they change with the time. */
const MOST_REMEMBERED = 10_000;
const MINUTE_MS = 60_000;
interface Remembered {
  /** Null: they do not change with the time. */
  readonly minute: number | null;
  readonly price: Price | null;
}
const remembered = new Map<string, Remembered>();

/** What the catalogue says that a model costs at a moment; null when it does not know the model there. */
export function cataloguePrice(asked: CatalogueModel, atMs: number): Price | null {
  const key = `${asked.provider} ${CATALOGUE_IDS[asked.provider] === null ? asked.target : ""} ${asked.model}`;
  const minute = Math.floor(atMs / MINUTE_MS);
  const known = remembered.get(key);
  if (known && (known.minute === null || known.minute === minute)) return known.price;
  const found = lookUp(asked, minute * MINUTE_MS);
  const price = found && priceFrom(found.model_price);
  // Names come from callers too, where an endpoint takes any: what they make up must not fill the memory.
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, { minute: Array.isArray(found?.model.prices) ? minute : null, price });
  return price;
}

/** `calcPrice` wants some usage; the price list itself is what we are after. */
const ANY_USAGE = { input_tokens: 1, output_tokens: 1 };

function lookUp({ provider, model, target }: CatalogueModel, atMs: number): PriceCalculation | null {
  const providerId = CATALOGUE_IDS[provider];
  if (providerId === null && target === "") return null;
  const where = providerId === null ? { providerApiUrl: target } : { providerId };
  return calcPrice(ANY_USAGE, model, { ...where, timestamp: new Date(atMs) });
}

function priceFrom(listed: ModelPrice): Price | null {
  const bounds = new Set([0]);
  for (const key of Object.values(PRICE_KEYS)) for (const start of tiersOf(listed[key])) bounds.add(start.start);
  const tiers = [...bounds].sort((a, b) => a - b).map((bound) => readTier(writtenTier(listed, bound)));
  const [first] = tiers;
  if (!first || (first.input === null && first.output === null)) return null;
  return { version: CATALOGUE_VERSION, source: "catalogue", tiers };
}

function writtenTier(listed: ModelPrice, bound: number): WrittenTier {
  const prices = Object.entries(PRICE_KEYS).map(([ours, theirs]) => [ours, priceAbove(listed[theirs], bound)]);
  return { ...Object.fromEntries(prices), aboveTokens: bound };
}

function priceAbove(price: ModelPrice[string], bound: number): number | null {
  if (price === undefined) return null;
  if (typeof price === "number") return price;
  return tiersOf(price).findLast(({ start }) => start <= bound)?.price ?? price.base;
}

function tiersOf(price: ModelPrice[string]): readonly { readonly start: number; readonly price: number }[] {
  return typeof price === "object" ? price.tiers.toSorted((a, b) => a.start - b.start) : [];
}
