import { setTimeout as sleep } from "node:timers/promises";
import type { SharedSources } from "@sluice/policies/create-policy";
import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";
import { tryPolicies } from "../policies/trial/try-policies.ts";
import type { SendWhole } from "./check-endpoint.ts";
import { createPool } from "./database-pool.ts";
import { EndpointChecks } from "./endpoint-checks.ts";
import { beat, type GatewayIdentity, readDataKeys, sayGoodbye } from "./gateway-rows.ts";
import { KeyUses } from "./key-uses.ts";
import { LastKnownGoodFile } from "./last-known-good.ts";
import { LiveSnapshot } from "./live-snapshot.ts";
import { NoticeListener } from "./notice-listener.ts";
import { secretFolders } from "./secret-files.ts";
import { type DataKeyRow, SecretOpener } from "./secret-opener.ts";
import type { Snapshot } from "./snapshot.ts";
import { RefusedToStart, refuseSecondGateway } from "./sole-gateway.ts";
import { DeploymentSync } from "./sync-deployments.ts";
import { PriceSync } from "./sync-prices.ts";
import { SubscriptionSync } from "./sync-subscriptions.ts";

/** A database that is starting beside us takes a second or two; beyond this, serving what is known is better than waiting. */
const FIRST_SYNC_MS = 3_000;
/** Between tries while the database is away: it is asked by one small query. */
const RETRY_MS = 1_000;
/** The heartbeat is one small query. A database that is silent for longer has vanished, for all that one can tell. */
const SILENT_MS = 1_000;
/** A database that has gone does not hear a goodbye, and must not hold up a shutdown. */
const GOODBYE_MS = 2_000;

export interface RuntimeOptions {
  readonly databaseUrl: string;
  readonly encryptionKey: string;
  /** The one before it: data keys that the console has not wrapped anew yet, and those of the last known good file, open by it. */
  readonly previousEncryptionKey?: string | null;
  readonly gatewayId: string;
  /** For the last known good configuration; null keeps none. */
  readonly dataDir: string | null;
  readonly pollMs: number;
  /** Whether counters are shared; without, a second gateway on the same database is refused. */
  readonly mayBeSeveral: boolean;
  readonly version: string;
  /** Where `${env:NAME}` is looked up, and which variables and files definitions may name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What policies share, and what outlives a deployment. */
  readonly policies: SharedSources;
  readonly send: SendWhole;
  readonly log: Log;
}

export interface RuntimeStatus {
  readonly gatewayId: string;
  readonly apis: readonly { readonly id: string; readonly name: string; readonly revision: number; readonly paths: readonly string[] }[];
  /** Credentials by which callers are known. */
  readonly keys: number;
  /** As of the last poll. */
  readonly databaseConnected: boolean;
  readonly listening: boolean;
  /** Whether there is something to serve from: the database was read once, or the file of the last run was. */
  readonly ready: boolean;
  readonly servesFromFile: boolean;
}

export interface Runtime {
  readonly snapshot: Snapshot;
  readonly keyUses: Pick<KeyUses, "note">;
  /** For what else the gateway writes: one set of connections for all. */
  readonly pool: Pool;
  /** False: nothing is known yet, neither from the database nor from the last run. A caller is told to come back, not that he is unknown. */
  readonly ready: boolean;
  status(): RuntimeStatus;
  /** Says goodbye, writes what is pending and closes every connection. Whatever else uses `pool` ends before. */
  stop(): Promise<void>;
}

/**
 * Starts everything that keeps the snapshot as the database says. Resolves when the first full reading is done, or when the
 * database has not answered for three seconds: then the gateway serves what it knew at its last run, and keeps trying.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const runtime = new RunningRuntime(options);
  await runtime.start();
  return runtime;
}

class RunningRuntime implements Runtime {
  readonly snapshot: LiveSnapshot;
  readonly keyUses: KeyUses;
  readonly pool: Pool;
  readonly #options: RuntimeOptions;
  readonly #identity: GatewayIdentity;
  readonly #secrets: SecretOpener;
  readonly #deployments: DeploymentSync;
  readonly #subscriptions: SubscriptionSync;
  readonly #prices: PriceSync;
  readonly #checks: EndpointChecks;
  readonly #listener: NoticeListener;
  readonly #file: LastKnownGoodFile | null;
  /** The last run's, for as long as the database has not given its own. */
  #restoredKeys: readonly DataKeyRow[] = [];
  #polling: Promise<void> | null = null;
  #pollAgain = false;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #connected = false;
  #readOnce = false;
  #restored = false;

  constructor(options: RuntimeOptions) {
    const { gatewayId, log, environment, policies, send } = options;
    this.#options = options;
    this.#identity = { id: gatewayId, startedAt: new Date(), version: options.version };
    this.pool = createPool(options.databaseUrl, log);
    const { pool } = this;
    this.keyUses = new KeyUses(pool, log);
    this.#secrets = new SecretOpener({
      masterKey: options.encryptionKey,
      previousMasterKey: options.previousEncryptionKey ?? null,
      readKeys: () => this.#readDataKeys(),
      folders: secretFolders(environment),
    });
    const secrets = this.#secrets;
    const onChanged = () => this.#file?.schedule();
    this.#subscriptions = new SubscriptionSync({ pool, log, onChanged });
    this.#prices = new PriceSync({ pool, log, onChanged });
    this.snapshot = new LiveSnapshot(this.#subscriptions.subscribers.byCredential, this.#prices);
    const { snapshot } = this;
    this.#deployments = new DeploymentSync({ pool, gatewayId, snapshot, secrets, environment, policies, send, log, onChanged });
    this.#checks = new EndpointChecks({
      pool,
      gatewayId,
      secrets,
      environment,
      send,
      tryPolicies: (request) => tryPolicies(request, { deployments: this.#deployments, policies }),
      log,
    });
    const content = () => ({
      apis: this.#deployments.running,
      keys: this.#subscriptions.subscribers.byCredential,
      dataKeys: secrets.keys,
      prices: this.#prices.stored,
    });
    this.#file = options.dataDir === null ? null : new LastKnownGoodFile({ folder: options.dataDir, gatewayId, log, content });
    this.#listener = new NoticeListener({
      url: options.databaseUrl,
      log,
      onConnected: () => this.#pollNow(),
      onLost: () => {
        // Until a poll has shown that only this connection broke, nobody can be told that his key does not exist.
        this.snapshot.keysAreCurrent = false;
        void this.#pollNow();
      },
      onNotice: ({ kind, id }) => {
        if (kind === "api") void this.#deployments.reconcile(id);
        else if (kind === "subscription") void this.#subscriptions.reconcile(id);
        else if (kind === "price") void this.#prices.reconcile();
        else void this.#checks.answer();
      },
    });
  }

  async start(): Promise<void> {
    await this.#restore();
    this.#listener.start();
    const reading = this.#firstReading();
    await Promise.race([reading, sleep(FIRST_SYNC_MS, undefined, { ref: false })]);
    // It answers, and has much to tell: half of the keys would be worse than a late start.
    if (this.#connected && !this.#restored) await reading;
    if (this.#connected && !this.#options.mayBeSeveral) await this.#refuseSecond();
    if (!this.#readOnce)
      this.#options.log.error(
        { apis: this.snapshot.apis.size, fromFile: this.#restored },
        "the database does not answer; serving what was known at the last run",
      );
  }

  get ready(): boolean {
    return this.#readOnce || this.#restored;
  }

  status(): RuntimeStatus {
    const apis = [...this.snapshot.apis.values()].map(({ id, name, revision, contextPaths }) => ({
      id,
      name,
      revision,
      paths: contextPaths,
    }));
    return {
      gatewayId: this.#identity.id,
      apis,
      keys: this.#subscriptions.subscribers.byCredential.size,
      databaseConnected: this.#connected,
      listening: this.#listener.connected,
      ready: this.ready,
      servesFromFile: !this.#readOnce && this.#restored,
    };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#file?.flush();
    await Promise.race([this.#disconnect(), sleep(GOODBYE_MS, undefined, { ref: false })]);
  }

  async #disconnect(): Promise<void> {
    await this.#listener.stop();
    await this.#polling;
    await this.keyUses.stop();
    if (this.#connected) await sayGoodbye(this.pool, this.#identity.id).catch(() => {});
    await this.pool.end().catch(() => {});
  }

  async #refuseSecond(): Promise<void> {
    try {
      await refuseSecondGateway(this.pool, this.#identity);
    } catch (error) {
      if (!(error instanceof RefusedToStart)) return;
      await this.stop();
      throw error;
    }
  }

  /** What the last run served. It is corrected by the first reading, which comes before the first request unless the database is away. */
  async #restore(): Promise<void> {
    const known = await this.#file?.read();
    if (!known) return;
    this.#restoredKeys = known.dataKeys;
    this.#subscriptions.subscribers.restore(known.keys);
    this.#prices.restore(known.prices);
    await this.#deployments.restore(known.apis);
    this.#restored = true;
  }

  async #readDataKeys(): Promise<readonly DataKeyRow[]> {
    if (!this.#readOnce && !this.#connected && this.#restoredKeys.length > 0) return this.#restoredKeys;
    return readDataKeys(this.pool);
  }

  /** Tries until it is done once. */
  async #firstReading(): Promise<void> {
    while (!this.#stopped && !this.#readOnce) {
      await this.#pollNow();
      if (!this.#readOnce) await sleep(RETRY_MS);
    }
  }

  /** Never two at once: a wish that comes meanwhile makes one more. */
  #pollNow(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#pollAgain = true;
    this.#polling ??= this.#pollLoop().finally(() => {
      this.#polling = null;
    });
    return this.#polling;
  }

  async #pollLoop(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    while (this.#pollAgain && !this.#stopped) {
      this.#pollAgain = false;
      await this.#poll();
    }
    if (this.#stopped) return;
    const waitMs = this.#connected ? this.#options.pollMs : RETRY_MS;
    this.#timer = setTimeout(() => void this.#pollNow(), waitMs);
  }

  async #poll(): Promise<void> {
    const silent = setTimeout(() => {
      this.snapshot.keysAreCurrent = false;
    }, SILENT_MS);
    try {
      await beat(this.pool, this.#identity);
      clearTimeout(silent);
      if (!this.#connected) this.#options.log.info({}, "the database answers");
      this.#connected = true;
      // Keys first: an API that runs without its keys would refuse its subscribers.
      await this.#subscriptions.reconcileAll();
      this.snapshot.keysAreCurrent = true;
      await this.#prices.reconcileAll();
      await this.#deployments.reconcileAll();
      this.#readOnce = true;
      if (await this.#secrets.refresh()) this.#file?.schedule();
      await this.#checks.tidy();
      void this.#checks.answer();
      await this.#listener.probe();
    } catch (error) {
      if (this.#connected) this.#options.log.warn({ reason: reasonOf(error) }, "the database does not answer; what runs, runs on");
      this.#connected = false;
      this.snapshot.keysAreCurrent = false;
    } finally {
      clearTimeout(silent);
    }
  }
}
