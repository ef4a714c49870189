import { NO_OWN_PRICES, type PriceBook } from "@sluice/pricing/own-price";
import type { CompiledApi } from "./compiled-api.ts";
import { matchApi, type PathTable, pathTable } from "./match-api.ts";
import type { Snapshot, Subscriber } from "./snapshot.ts";
import { certificateCredential, clientCredential } from "./subscription-rows.ts";

type Apis = ReadonlyMap<string, CompiledApi>;

/** What is served now. Every change makes a new table beside the old one and puts it in place by one assignment. */
export class LiveSnapshot implements Snapshot {
  /** Set by who reads the database. */
  keysAreCurrent = false;
  #apis: Apis = new Map();
  #paths: PathTable = pathTable([]);
  readonly #subscribers: ReadonlyMap<string, Subscriber>;

  readonly #prices: { readonly book: PriceBook };

  /** By credential. It is read on every call and may be changed in place by its owner, and so may the book of prices. */
  constructor(subscribers: ReadonlyMap<string, Subscriber>, prices: { readonly book: PriceBook } = { book: NO_OWN_PRICES }) {
    this.#subscribers = subscribers;
    this.#prices = prices;
  }

  get prices(): PriceBook {
    return this.#prices.book;
  }

  matchApi(path: string): ReturnType<Snapshot["matchApi"]> {
    return matchApi(this.#paths, path);
  }

  findKey(hash: string): Subscriber | null {
    return this.#subscribers.get(hash) ?? null;
  }

  findClient(planId: string, clientId: string): Subscriber | null {
    return this.#subscribers.get(clientCredential(planId, clientId)) ?? null;
  }

  findCertificate(planId: string, fingerprint: string): Subscriber | null {
    return this.#subscribers.get(certificateCredential(planId, fingerprint)) ?? null;
  }

  /** Running APIs by id. */
  get apis(): Apis {
    return this.#apis;
  }

  /** Another API that answers at one of these paths, if there is one. */
  occupant(api: CompiledApi): { readonly path: string; readonly api: CompiledApi } | null {
    for (const path of api.contextPaths) {
      const other = this.#paths.byPath.get(path);
      if (other && other.id !== api.id) return { path, api: other };
    }
    return null;
  }

  put(api: CompiledApi): void {
    this.#assign(new Map(this.#apis).set(api.id, api));
  }

  remove(apiId: string): void {
    if (!this.#apis.has(apiId)) return;
    const apis = new Map(this.#apis);
    apis.delete(apiId);
    this.#assign(apis);
  }

  #assign(apis: Apis): void {
    const paths = pathTable(apis.values());
    this.#apis = apis;
    this.#paths = paths;
  }
}
