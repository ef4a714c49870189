import type { Provider } from "@sluice/definition/provider";
import type { PriceProposal } from "@sluice/definition/resources";
import { CATALOGUE_VERSION, cataloguePrice } from "@sluice/pricing/catalogue";
import { inDollars } from "@sluice/pricing/decimal";

/** The catalogue's edition, in words. */
export const PRICE_CATALOGUE = CATALOGUE_VERSION.replace("@", " ");

/**
 * What the catalogue says that a model costs now, in US dollars per million tokens; without prices when it does not know the model there.
 * Of prices that rise with the prompt's length, the first. A compatible server is known by its address: the same model costs something
 * else, or nothing, elsewhere.
 */
export function proposePrice(provider: Provider, model: string, target = ""): PriceProposal {
  const [tier] = cataloguePrice({ provider, model, target }, Date.now())?.tiers ?? [];
  const [inputPrice, outputPrice] = [inDollars(tier?.input), inDollars(tier?.output)];
  return { model, ...(inputPrice === null ? {} : { inputPrice }), ...(outputPrice === null ? {} : { outputPrice }) };
}
