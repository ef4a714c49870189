import { calcPrice } from "@pydantic/genai-prices";
import type { Provider } from "@sluice/definition/provider";
import type { PriceProposal } from "@sluice/definition/resources";

/** The package and its version, which is the catalogue's date: prices are part of it, and nothing is fetched. */
export const PRICE_CATALOGUE = "genai-prices 0.1.8";

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

/** What `calcPrice` wants to be asked; the price list itself is what we are after. */
const ANY_USAGE = { input_tokens: 1, output_tokens: 1 };

/**
 * What the catalogue says that a model costs, in US dollars per million tokens; without prices when it does not know the model there.
 * Of prices that rise with the prompt's length, the first. A compatible server is known by its address: the same model costs something
 * else, or nothing, elsewhere.
 */
export function proposePrice(provider: Provider, model: string, target = ""): PriceProposal {
  const providerId = CATALOGUE_IDS[provider];
  const where = providerId === null ? (target === "" ? null : { providerApiUrl: target }) : { providerId };
  const found = where && calcPrice(ANY_USAGE, model, where)?.model_price;
  const inputPrice = perMillion(found?.["input_mtok"]);
  const outputPrice = perMillion(found?.["output_mtok"]);
  return { model, ...(inputPrice === null ? {} : { inputPrice }), ...(outputPrice === null ? {} : { outputPrice }) };
}

function perMillion(price: unknown): number | null {
  if (typeof price === "number") return price;
  const base = typeof price === "object" && price !== null && "base" in price ? price.base : null;
  return typeof base === "number" ? base : null;
}
