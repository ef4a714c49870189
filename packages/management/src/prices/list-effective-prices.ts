import type { EffectivePrice, EffectivePrices, PriceTierResource } from "@sluice/definition/prices";
import { decimalText } from "@sluice/pricing/decimal";
import { findPrice } from "@sluice/pricing/find-price";
import type { PriceBook } from "@sluice/pricing/own-price";
import type { Price } from "@sluice/pricing/price";
import { authorise } from "../access/authorise.ts";
import { storedDefinition } from "../apis/stored-api.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";
import { PRICE_CATALOGUE } from "./propose-price.ts";
import { readPriceBook } from "./stored-price.ts";
import { readUnpriced, type UnpricedUse } from "./unpriced-use.ts";

/** Beyond this a page is no list any more; whoever wants more asks for usage by model. */
const MOST_LISTED = 2_000;

/** Every model of a saved definition with what it costs now and where that is said, and what was used lately without a price. */
export async function listEffectivePrices(context: ManagementContext): Promise<EffectivePrices | ManagementError> {
  const denied = await authorise(context, "apis:read");
  if (denied) return denied;
  const { db } = context;
  const now = context.now();
  const [apis, book, unpriced] = await Promise.all([
    db.api.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }] }),
    readPriceBook(db),
    readUnpriced(db, now),
  ]);
  const listed = apis.flatMap((api) => modelsOf(api, { book, atMs: now.getTime() }));
  const names = new Map(apis.map(({ id, name }) => [id, name]));
  const used = new Map(unpriced.map((use) => [placeOf(use), use]));
  const declared = listed.map((row) => ({ ...row, ...usedWithout(used.get(placeOf(row))) }));
  const places = new Set(listed.map(placeOf));
  const strays = unpriced
    .filter((use) => !places.has(placeOf(use)))
    .map((use) => strayOf(use, names, book.find(use.apiId, use.model, now.getTime())));
  return { catalogue: PRICE_CATALOGUE, data: [...strays, ...declared].slice(0, MOST_LISTED) };
}

interface Moment {
  readonly book: PriceBook;
  readonly atMs: number;
}

type ApiRow = Parameters<typeof storedDefinition>[0] & {
  readonly id: string;
  readonly name: string;
  readonly deployedRevision: number | null;
};

function modelsOf(api: ApiRow, { book, atMs }: Moment): EffectivePrice[] {
  const rows = storedDefinition(api).endpointGroups.flatMap((group) =>
    group.endpoints.flatMap(({ configuration: { provider, target, models } }) =>
      models.map((model) => {
        const called = { apiId: api.id, revision: api.deployedRevision, provider, target, modelSent: model.name, modelAnswered: null };
        const price = findPrice({ ...called, defined: model, atMs }, book);
        return { apiId: api.id, apiName: api.name, provider: group.name, model: model.name, ...told(price), ...NOTHING_USED };
      }),
    ),
  );
  return [...new Map(rows.map((row) => [placeOf(row), row])).values()];
}

/** Used without a price, and in no saved definition: named by callers where an endpoint takes any model, or taken out since. */
function strayOf(use: UnpricedUse, names: ReadonlyMap<string, string>, price: Price | null): EffectivePrice {
  const { apiId, provider, model } = use;
  const apiName = apiId === null ? null : (names.get(apiId) ?? null);
  return { apiId, apiName, provider, model, ...told(price), ...usedWithout(use) };
}

const NOTHING_USED = { unpricedRequests: 0, unpricedTokens: 0 };

function usedWithout(use: UnpricedUse | undefined): Pick<EffectivePrice, "unpricedRequests" | "unpricedTokens"> {
  return use ? { unpricedRequests: use.requests, unpricedTokens: use.tokens } : NOTHING_USED;
}

function told(price: Price | null): Pick<EffectivePrice, "source" | "version" | "tiers"> {
  if (price === null) return { source: null, version: null, tiers: [] };
  const text = (amount: bigint | null) => (amount === null ? null : decimalText(amount));
  const tiers = price.tiers.map(
    (tier): PriceTierResource => ({
      aboveTokens: tier.aboveTokens,
      inputPrice: text(tier.input),
      cacheReadPrice: text(tier.cacheRead),
      cacheWritePrice: text(tier.cacheWrite),
      cacheWriteHourPrice: text(tier.cacheWriteHour),
      audioInputPrice: text(tier.audioInput),
      outputPrice: text(tier.output),
      reasoningPrice: text(tier.reasoning),
      audioOutputPrice: text(tier.audioOutput),
    }),
  );
  return { source: price.source, version: price.version, tiers };
}

function placeOf({ apiId, provider, model }: Pick<EffectivePrice, "apiId" | "provider" | "model">): string {
  return JSON.stringify([apiId, provider, model]);
}
