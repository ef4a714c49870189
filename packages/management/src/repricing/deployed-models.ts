import type { Database } from "@sluice/db/client";
import type { PricedCall } from "@sluice/pricing/find-price";
import { storedDefinition } from "../apis/stored-api.ts";
import type { UsageRow } from "./usage-rows.ts";

/** What a deployment says of the model that a call was sent to. */
export type DeployedModel = Pick<PricedCall, "provider" | "target" | "defined">;

type Groups = ReturnType<typeof storedDefinition>["endpointGroups"];

/** Definitions of a repricing, some tens of kB each: rows of one time are of few of them. */
const MOST_KEPT = 100;

/** Reads each deployment once, as long as its rows come one after the other. */
export class DeployedModels {
  readonly #db: Pick<Database, "deployment">;
  readonly #groups = new Map<string, Groups | null>();

  constructor(db: Pick<Database, "deployment">) {
    this.#db = db;
  }

  /** Null: the deployment is gone, or has no such endpoint. */
  async find({ apiId, revision, provider, endpoint, modelSent }: UsageRow): Promise<DeployedModel | null> {
    if (apiId === null || revision === null) return null;
    const groups = await this.#read(apiId, revision);
    const found = groups?.find(({ name }) => name === provider)?.endpoints.find(({ name }) => name === endpoint);
    if (!found) return null;
    const { configuration } = found;
    const defined = configuration.models.find(({ name }) => name === modelSent) ?? null;
    return { provider: configuration.provider, target: configuration.target, defined };
  }

  async #read(apiId: string, revision: number): Promise<Groups | null> {
    const key = `${apiId} ${revision}`;
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const row = await this.#db.deployment.findUnique({ where: { apiId_revision: { apiId, revision } }, select: { definition: true } });
    const groups = row ? storedDefinition(row).endpointGroups : null;
    if (this.#groups.size >= MOST_KEPT) this.#groups.clear();
    this.#groups.set(key, groups);
    return groups;
  }
}
