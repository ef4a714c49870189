import type { Provider } from "@sluice/definition/provider";
import { type CatalogueModel, cataloguePrice } from "./catalogue.ts";
import { NO_OWN_PRICES, type PriceBook } from "./own-price.ts";
import { type Price, type PriceTier, readTier } from "./price.ts";

/** Which call's price is asked for. */
export interface PricedCall {
  readonly apiId: string | null;
  readonly revision: number | null;
  readonly provider: Provider;
  readonly target: string;
  readonly modelSent: string;
  readonly modelAnswered: string | null;
  /** Of the model in the definition: US dollars per million tokens; absent means unknown. */
  readonly defined: { readonly inputPrice?: number | undefined; readonly outputPrice?: number | undefined } | null;
  /** When the request came: what was in force then. */
  readonly atMs: number;
}

/**
 * What a call costs, by the first that says so: an own price of the API's, an own price of every API's, the deployed definition, the catalogue.
 * The catalogue is asked for the model that was sent, and where it does not know that (a deployment's name at Azure, `latest`), for the one
 * that answered. Null: nobody knows.
 */
export function findPrice(call: PricedCall, own: PriceBook = NO_OWN_PRICES): Price | null {
  return own.find(call.apiId, call.modelSent, call.atMs) ?? definedPrice(call) ?? listedPrice(call);
}

function listedPrice({ provider, target, modelSent, modelAnswered, atMs }: PricedCall): Price | null {
  const asked: CatalogueModel = { provider, target, model: modelSent };
  const price = cataloguePrice(asked, atMs);
  if (price !== null || modelAnswered === null || modelAnswered === modelSent) return price;
  return cataloguePrice({ ...asked, model: modelAnswered }, atMs);
}

/** A compiled API has its models' prices for as long as it lives: they are read once, and not at every call. */
const readTiers = new WeakMap<NonNullable<PricedCall["defined"]>, PriceTier>();

function readDefined(defined: NonNullable<PricedCall["defined"]>): PriceTier {
  const known = readTiers.get(defined);
  if (known !== undefined) return known;
  const tier = readTier({ ...defined, aboveTokens: 0 });
  readTiers.set(defined, tier);
  return tier;
}

/** A definition's price. Where it is what the catalogue says, it was taken from there, and the catalogue knows more: cached tokens, tiers. */
function definedPrice(call: PricedCall): Price | null {
  const { defined, revision } = call;
  if (defined === null || (defined.inputPrice === undefined && defined.outputPrice === undefined)) return null;
  const tier = readDefined(defined);
  const listed = listedPrice(call);
  const [first] = listed?.tiers ?? [];
  const agrees = first && (tier.input ?? first.input) === first.input && (tier.output ?? first.output) === first.output;
  if (listed && agrees) return listed;
  return { version: `definition@${revision ?? 0}`, source: "definition", tiers: [tier] };
}
