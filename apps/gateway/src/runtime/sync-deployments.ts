import type { SharedSources } from "@sluice/policies/create-policy";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";
import { type PreparedResources, WarmResources } from "../policies/resources/warm-resources.ts";
import type { SendWhole } from "./check-endpoint.ts";
import { type CompileSources, compileApi, type DeployedApi } from "./compile-api.ts";
import { CompileProblem } from "./compile-problem.ts";
import type { CompiledApi } from "./compiled-api.ts";
import { type Acknowledgement, listRunning, readDeployed, writeAcknowledgement } from "./deployment-rows.ts";
import type { LiveSnapshot } from "./live-snapshot.ts";
import type { SecretOpener } from "./secret-opener.ts";
import { SerialTasks } from "./serial-tasks.ts";

export interface DeploymentSyncOptions {
  readonly pool: Pool;
  readonly gatewayId: string;
  readonly snapshot: LiveSnapshot;
  readonly secrets: SecretOpener;
  readonly environment: CompileSources["environment"];
  readonly policies: SharedSources;
  /** For resources that are services. */
  readonly send: SendWhole;
  readonly log: Log;
  /** Another revision runs, or an API no longer does. */
  readonly onChanged: () => void;
}

/** What became of the newest revision seen of an API. */
interface Seen extends Acknowledgement {
  readonly createdAtMs: number;
  acknowledged: boolean;
  /** It failed for a reason that may pass without a deployment. */
  readonly mayPass: boolean;
}

/** An API that can be served, and what its policies use. */
interface Ready {
  readonly api: CompiledApi;
  readonly resources: PreparedResources;
}

/** Keeps the snapshot as the rows say. One API's trouble is that API's alone: what ran before runs on. */
export class DeploymentSync {
  readonly #options: DeploymentSyncOptions;
  readonly #seen = new Map<string, Seen>();
  /** What the running APIs were compiled from. */
  readonly #running = new Map<string, DeployedApi>();
  readonly #resources = new WarmResources();
  readonly #tasks = new SerialTasks((apiId) => this.#attempt(apiId));

  constructor(options: DeploymentSyncOptions) {
    this.#options = options;
  }

  /** What runs, with secrets sealed: enough to start again without the database. */
  get running(): readonly DeployedApi[] {
    return [...this.#running.values()];
  }

  /** Serves what ran before, until the database says otherwise. Nothing is acknowledged. */
  async restore(apis: readonly DeployedApi[]): Promise<void> {
    for (const deployed of apis) {
      const ready = await this.#compile(deployed).catch(() => null);
      if (ready && !(ready instanceof CompileProblem)) this.#serve(ready, deployed);
    }
  }

  /** Brings one API up to date. Resolves when that is done, or has failed for now. */
  reconcile(apiId: string): Promise<void> {
    return this.#tasks.request(apiId);
  }

  /** Compares everything with the rows; only what differs is read. Throws when the database cannot be asked. */
  async reconcileAll(): Promise<void> {
    const rows = await listRunning(this.#options.pool);
    const wanted = new Set(rows.map(({ apiId }) => apiId));
    const gone = [...this.#running.keys(), ...this.#seen.keys()].filter((apiId) => !wanted.has(apiId));
    const stale = rows.filter((row) => {
      const seen = this.#seen.get(row.apiId);
      return !seen || seen.revision !== row.revision || seen.createdAtMs !== row.createdAtMs || !seen.acknowledged || seen.mayPass;
    });
    // Those that leave go first: they may free a path. Then oldest first: of two that want one path, the earlier has it.
    // One by one, so that every gateway decides alike.
    for (const apiId of new Set([...gone, ...stale.map(({ apiId }) => apiId)])) await this.reconcile(apiId);
  }

  async #attempt(apiId: string): Promise<void> {
    try {
      await this.#reconcile(apiId);
    } catch (error) {
      this.#options.log.warn({ apiId, reason: reasonOf(error) }, "an API could not be brought up to date; trying again soon");
    }
  }

  async #reconcile(apiId: string): Promise<void> {
    const deployed = await readDeployed(this.#options.pool, apiId);
    if (!deployed) {
      this.#leave(apiId);
      return;
    }
    const before = this.#seen.get(apiId);
    const known = before?.revision === deployed.revision && before.createdAtMs === deployed.createdAtMs && !before.mayPass;
    if (known) await this.#follow(deployed);
    const seen = known ? before : await this.#apply(deployed, before);
    if (seen.acknowledged) return;
    await writeAcknowledgement(this.#options.pool, this.#options.gatewayId, seen);
    seen.acknowledged = true;
  }

  /** The same revision, sealed with another data key: what runs is right, the copy for a start without the database is to be it too. */
  async #follow(deployed: DeployedApi): Promise<void> {
    const running = this.#running.get(deployed.apiId);
    if (running?.revision !== deployed.revision || JSON.stringify(running.definition) === JSON.stringify(deployed.definition)) return;
    // The copy goes with the data keys that open it.
    await this.#options.secrets.refresh();
    this.#running.set(deployed.apiId, deployed);
    this.#options.onChanged();
  }

  async #apply(deployed: DeployedApi, before: Seen | undefined): Promise<Seen> {
    const { log, snapshot } = this.#options;
    const startedMs = performance.now();
    const ready = await this.#compile(deployed);
    const compileMs = Math.round((performance.now() - startedMs) * 1000) / 1000;
    const { apiId, revision, createdAtMs } = deployed;
    const occupied = ready instanceof CompileProblem ? null : occupiedPath(ready.api, snapshot);
    const reason = (ready instanceof CompileProblem ? ready : occupied)?.sentence ?? null;
    if (!(ready instanceof CompileProblem)) {
      if (occupied) this.#resources.discard(ready.resources);
      else this.#serve(ready, deployed);
    }
    const repeated = before?.revision === revision && before.reason === reason;
    if (!repeated) {
      if (reason) log.warn({ apiId, revision, reason, serving: snapshot.apis.get(apiId)?.revision ?? null }, "a revision was rejected");
      else log.info({ apiId, revision, compileMs }, "a revision is live");
    }
    const status = reason ? "rejected" : "applied";
    const acknowledged = repeated && (before?.acknowledged ?? false);
    const seen: Seen = { apiId, revision, createdAtMs, status, reason, compileMs, acknowledged, mayPass: occupied !== null };
    this.#seen.set(apiId, seen);
    return seen;
  }

  /** A definition compiled beside what runs, for as long as `use` takes. It serves nobody, and what runs shares its resources with it. */
  async compileAside<Result>(
    deployed: DeployedApi,
    policies: SharedSources,
    use: (api: CompiledApi) => Promise<Result>,
  ): Promise<Result | CompileProblem> {
    const ready = await this.#compile(deployed, policies);
    if (ready instanceof CompileProblem) return ready;
    try {
      return await use(ready.api);
    } finally {
      this.#resources.discard(ready.resources);
    }
  }

  /** Resources are loaded here and not at the first request: one that cannot be had refuses the revision. */
  async #compile(deployed: DeployedApi, policies = this.#options.policies): Promise<Ready | CompileProblem> {
    const { secrets, environment, send, log } = this.#options;
    const openSecret = await secrets.prepare(deployed.definition);
    try {
      const resources = await this.#resources.prepare({ definition: deployed.definition, openSecret, environment, send });
      if (resources instanceof PolicyProblem) return new CompileProblem(resources.message, resources.path);
      const api = compileApi(deployed, {
        openSecret,
        environment,
        random: Math.random,
        policies: { ...policies, resources: resources.byName },
      });
      if (!(api instanceof CompileProblem)) return { api, resources };
      this.#resources.discard(resources);
      return api;
    } catch (error) {
      // A bug of ours, set off by this definition. It must not be tried for ever, nor keep the other APIs waiting.
      log.error({ apiId: deployed.apiId, revision: deployed.revision, err: error }, "compiling failed unexpectedly");
      return new CompileProblem("The gateway failed while it compiled this revision; its log says more.", "");
    }
  }

  #serve({ api, resources }: Ready, deployed: DeployedApi): void {
    this.#options.snapshot.put(api);
    this.#resources.keep(deployed.apiId, resources);
    this.#running.set(deployed.apiId, deployed);
    this.#options.onChanged();
  }

  #leave(apiId: string): void {
    this.#seen.delete(apiId);
    if (!this.#running.delete(apiId)) return;
    this.#options.snapshot.remove(apiId);
    this.#resources.keep(apiId, { keys: [] });
    this.#options.log.info({ apiId }, "an API is no longer served");
    this.#options.onChanged();
  }
}

/** Saved paths are unique, but a revision keeps those that it was deployed with. Who serves a path keeps it. */
function occupiedPath(api: CompiledApi, snapshot: LiveSnapshot): CompileProblem | null {
  const occupant = snapshot.occupant(api);
  if (!occupant) return null;
  return new CompileProblem(
    `The context path ${occupant.path} is served by the API ${occupant.api.name}. Deploy or stop that one first.`,
    "listeners.0.paths",
  );
}
