import type { IncomingHttpHeaders } from "node:http";
import { Socket } from "node:net";
import { NO_OWN_PRICES } from "@sluice/pricing/own-price";
import { VerifiedTokens } from "../pipeline/credentials/verified-tokens.ts";
import type { Gatekeeping } from "../pipeline/gatekeeping.ts";
import type { ArrivingCall } from "../runtime/compiled-plan.ts";
import type { Subscriber } from "../runtime/snapshot.ts";
import { certificateCredential, clientCredential } from "../runtime/subscription-rows.ts";
import { Introspections } from "../upstream/introspections.ts";
import { KeySets } from "../upstream/key-sets.ts";
import { Pools } from "../upstream/pools.ts";

const pools = new Pools();
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export function arriving(headers: IncomingHttpHeaders, url = "/test/chat/completions"): ArrivingCall {
  return { id: "req_1", req: { method: "POST", url, headers, socket: new Socket() } };
}

/** What knows these subscribers, and a certificate whose fingerprint stands in the header x-test-certificate. */
export function gatekeeping(subscribers: ReadonlyMap<string, Subscriber>, current = true): Gatekeeping {
  const find = (credential: string) => subscribers.get(credential) ?? null;
  const fingerprint = (value: string | string[] | undefined) => (typeof value === "string" ? value : null);
  return {
    snapshot: {
      matchApi: () => null,
      findKey: find,
      findClient: (planId, clientId) => find(clientCredential(planId, clientId)),
      findCertificate: (planId, hash) => find(certificateCredential(planId, hash)),
      prices: NO_OWN_PRICES,
      keysAreCurrent: current,
    },
    certificates: { fingerprintOf: ({ headers }) => fingerprint(headers["x-test-certificate"]) },
    keySets: new KeySets(pools, silent),
    introspections: new Introspections(pools, silent),
    verifiedTokens: new VerifiedTokens(),
    keyUses: { note: () => {} },
  };
}
