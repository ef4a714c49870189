import type { PriceBook } from "@sluice/pricing/own-price";
import type { CompiledApi } from "./compiled-api.ts";

/** Who a credential belongs to, and whether it may call now. Times are milliseconds since the epoch. */
export interface Subscriber {
  readonly subscriptionId: string;
  readonly applicationId: string;
  readonly planId: string;
  readonly apiId: string;
  readonly status: "ACCEPTED" | "PAUSED" | "CLOSED" | "PENDING" | "REJECTED";
  readonly startsAtMs: number | null;
  readonly endsAtMs: number | null;
  /** The key's own end, or the certificate's; a client id has none. */
  readonly keyExpiresAtMs: number | null;
  readonly keyRevoked: boolean;
}

/** What a gateway serves at one moment. `apis` is replaced whole, by one assignment; subscribers outlive deployments. */
export interface Snapshot {
  /** The API whose context path the URL's path lies in, and the rest of the path (`/chat/completions`, or "" ). */
  matchApi(path: string): { readonly api: CompiledApi; readonly rest: string } | null;
  /** By SHA-256 of the key, hex. */
  findKey(hash: string): Subscriber | null;
  /** By the client id in an application's tokens. */
  findClient(planId: string, clientId: string): Subscriber | null;
  /** By SHA-256 of the certificate, hex. */
  findCertificate(planId: string, fingerprint: string): Subscriber | null;
  /** Own prices, by which requests are priced that begin now. Replaced whole, as they change without a deployment. */
  readonly prices: PriceBook;
  /** False while the database is away: a credential that is not found here may have been made meanwhile. */
  readonly keysAreCurrent: boolean;
}
