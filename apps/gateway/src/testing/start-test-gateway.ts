import { hash } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, BlockList } from "node:net";
import { NO_OWN_PRICES } from "@sluice/pricing/own-price";
import { createApp } from "../app.ts";
import type { ContentCapture } from "../contents/content-capture.ts";
import { ClientCertificates } from "../http/client-certificates.ts";
import { createServer, createTlsServer } from "../http/create-server.ts";
import type { TlsPair } from "../http/tls-files.ts";
import type { Log } from "../log.ts";
import type { UsageRecord } from "../metering/usage-record.ts";
import { VerifiedTokens } from "../pipeline/credentials/verified-tokens.ts";
import { DEFAULT_LIMITS, type Gateway, type Limits } from "../pipeline/gateway.ts";
import { attachRealtime } from "../routes/realtime.ts";
import type { CompiledApi, Target } from "../runtime/compiled-api.ts";
import type { Subscriber } from "../runtime/snapshot.ts";
import { certificateCredential, clientCredential } from "../runtime/subscription-rows.ts";
import type { Telemetry } from "../telemetry/start-telemetry.ts";
import { Authoriser } from "../upstream/authoriser.ts";
import { Introspections } from "../upstream/introspections.ts";
import { KeySets } from "../upstream/key-sets.ts";
import { Pools } from "../upstream/pools.ts";

export const KEY = "slc_0123456789abcdef";
export const SECRET = "sk-provider-secret-canary";

export interface TestGateway {
  readonly url: string;
  readonly server: Server;
  readonly records: UsageRecord[];
  readonly logged: unknown[];
  readonly captured: ContentCapture[];
  /** By hash of their keys, and by `clientCredential` and `certificateCredential`. */
  readonly keys: Map<string, Subscriber>;
  /** Hashes of keys that were used, in order. */
  readonly used: string[];
  api: CompiledApi;
  /** Waits until so many requests have been settled. */
  settled(count: number): Promise<readonly UsageRecord[]>;
  close(): Promise<void>;
}

export interface TestGatewayOptions {
  readonly certificates?: ClientCertificates;
  readonly tls?: TlsPair;
  readonly telemetry?: Telemetry;
  readonly consoleOrigins?: readonly string[];
  /** The clock of what is kept of issuers and tokens. */
  readonly nowMs?: () => number;
  readonly accounts?: () => boolean;
  /** In the place of `records`. */
  readonly reporter?: Gateway["reporter"];
}

/** A gateway on a free port with one API at /test, without a database. */
export async function startTestGateway(
  api: CompiledApi,
  limits: Partial<Limits> = {},
  options: TestGatewayOptions = {},
): Promise<TestGateway> {
  const records: UsageRecord[] = [];
  const logged: unknown[] = [];
  const captured: ContentCapture[] = [];
  const keys = new Map([[hash("sha256", KEY, "hex"), subscriber()]]);
  const write = (details: object, message: string) => void logged.push({ ...details, message });
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const pools = new Pools();
  const nowMs = options.nowMs ?? Date.now;
  const used: string[] = [];
  const own: Gateway = {
    certificates: options.certificates ?? new ClientCertificates({ header: null, trustedProxies: new BlockList() }),
    keySets: new KeySets(pools, log, nowMs),
    introspections: new Introspections(pools, log, nowMs),
    verifiedTokens: new VerifiedTokens(nowMs),
    keyUses: { note: (keyHash) => void used.push(keyHash) },
    snapshot: {
      matchApi: (path: string) =>
        path === "/test" || path.startsWith("/test/") ? { api: started.api, rest: path.slice("/test".length) } : null,
      findKey: (keyHash: string) => keys.get(keyHash) ?? null,
      findClient: (planId, clientId) => keys.get(clientCredential(planId, clientId)) ?? null,
      findCertificate: (planId, fingerprint) => keys.get(certificateCredential(planId, fingerprint)) ?? null,
      prices: NO_OWN_PRICES,
      keysAreCurrent: true,
    },
    ready: () => true,
    pools,
    authoriser: new Authoriser(pools),
    reporter: options.reporter ?? keepIn(records),
    trustedProxies: new BlockList(),
    consoleOrigins: options.consoleOrigins ?? [],
    telemetry: options.telemetry ?? null,
    contents: { mostNotedBytes: 1 << 20, hasRoom: () => true, offer: (capture) => void captured.push(capture) },
    accounts: options.accounts ?? (() => true),
    limits: { ...DEFAULT_LIMITS, ...limits },
    log,
  };
  const server = options.tls ? createTlsServer(options.tls, createApp(own)) : createServer(createApp(own));
  attachRealtime(server, own);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const started: TestGateway = {
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}/test`,
    server,
    records,
    logged,
    captured,
    keys,
    used,
    api,
    async settled(count) {
      for (let waited = 0; records.length < count && waited < 3_000; waited += 5) await new Promise((resolve) => setTimeout(resolve, 5));
      return records;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await pools.close();
    },
  };
  return started;
}

/** As a database would: what is amended, and what follows an early amendment, is written over. Anything else is a row more, so that a test sees it. */
function keepIn(records: UsageRecord[]): Gateway["reporter"] {
  const early = new Set<string>();
  const placeOf = ({ requestId }: UsageRecord) => records.findIndex((kept) => kept.requestId === requestId);
  return {
    amend(record) {
      const at = placeOf(record);
      if (at < 0) early.add(record.requestId);
      records[at < 0 ? records.length : at] = record;
    },
    record(record, ending) {
      records[early.delete(record.requestId) ? placeOf(record) : records.length] = record;
      ending?.finish();
    },
  };
}

export function subscriber(change: Partial<Subscriber> = {}): Subscriber {
  return {
    subscriptionId: "s1",
    applicationId: "app1",
    planId: "plan-key",
    apiId: "api1",
    status: "ACCEPTED",
    startsAtMs: null,
    endsAtMs: null,
    keyExpiresAtMs: null,
    keyRevoked: false,
    ...change,
  };
}

export function target(origin: string, change: Partial<Target> = {}): Target {
  return {
    provider: "OPEN_AI_COMPATIBLE",
    group: "group",
    endpoint: "endpoint",
    model: { name: "gpt", inputPrice: 1, outputPrice: 2, aliases: [], parametersOverride: {} },
    speaksOpenAi: true,
    origin,
    basePath: "/v1",
    headers: ["authorization", `Bearer ${SECRET}`],
    http: { connectTimeout: 1_000, firstByteTimeout: 2_000, idleTimeout: 2_000 },
    overrides: null,
    authorisation: null,
    publisher: null,
    secrets: [SECRET],
    ...change,
  };
}

/** One model, `group:gpt` or `gpt`, on these targets in turn. */
export function testApi(targets: readonly Target[], change: Partial<CompiledApi> = {}): CompiledApi {
  const route = { pick: () => targets };
  const listed = { id: "group:gpt", json: JSON.stringify({ id: "group:gpt", object: "model", created: 1, owned_by: "group" }) };
  return {
    id: "api1",
    name: "Test",
    revision: 1,
    contextPaths: ["/test"],
    cors: null,
    enforceUsage: true,
    injectTokenHeaders: false,
    drain: null,
    maxRetries: 2,
    plans: [{ id: "plan-key", security: "API_KEY", rule: null, header: null }],
    chains: new Map(),
    logging: null,
    modelList: Buffer.from(`{"object":"list","data":[${listed.json}]}`),
    models: [listed],
    routes: new Map([
      ["group:gpt", route],
      ["gpt", route],
    ]),
    patterns: [],
    openAiTargets: targets.slice(0, 1),
    ...change,
  };
}
