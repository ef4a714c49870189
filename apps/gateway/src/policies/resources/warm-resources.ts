import { hash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { resourceSchema } from "@sluice/definition/flow";
import { mapSecretFields } from "@sluice/definition/secrets";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import type { Resource } from "@sluice/policies/resources/resource";
import { z } from "zod";
import { resolveSecret } from "../../runtime/resolve-secret.ts";
import { buildResource } from "./build-resource.ts";
import type { BuiltResource } from "./built-resource.ts";
import type { ResourceSources } from "./resource-sources.ts";

/** An API's resources, by their names. Whoever has got them gives them back: by `keep` or by `discard`. */
export interface PreparedResources {
  readonly byName: ReadonlyMap<string, Resource>;
  readonly keys: readonly string[];
}

interface Entry {
  readonly built: Promise<BuiltResource | PolicyProblem>;
  uses: number;
}

/** Requests that began with a resource may still use it for so long after its API has another one. */
const GRACE_MS = 60_000;
const resourcesSchema = z.array(resourceSchema);

/** The resources of all APIs. One whose configuration did not change stays as it is over deployments, and is shared by APIs that agree. */
export class WarmResources {
  readonly #entries = new Map<string, Entry>();
  readonly #kept = new Map<string, readonly string[]>();

  /** Builds what is not there yet. A definition that is not valid is left to those who check definitions. */
  async prepare(sources: ResourceSources): Promise<PreparedResources | PolicyProblem> {
    const { definition } = sources;
    const stored = typeof definition === "object" && definition !== null && "resources" in definition ? definition.resources : [];
    const parsed = resourcesSchema.safeParse(stored);
    const byName = new Map<string, Resource>();
    const keys: string[] = [];
    for (const [at, resource] of (parsed.data ?? []).entries()) {
      const { name, type, enabled, configuration } = resource;
      if (!enabled) continue;
      const key = keyOf(resource, sources);
      keys.push(key);
      const built = await this.#use(key, () => buildResource(type, configuration, sources));
      if (built instanceof PolicyProblem) {
        this.#release(keys);
        return built.at(`resources.${at}`);
      }
      byName.set(name, built.resource);
    }
    return { byName, keys };
  }

  /** These are the API's from now on; those that it had before go, unless they are the same. */
  keep(apiId: string, { keys }: Pick<PreparedResources, "keys">): void {
    const before = this.#kept.get(apiId) ?? [];
    if (keys.length === 0) this.#kept.delete(apiId);
    else this.#kept.set(apiId, keys);
    this.#release(before);
  }

  /** They are not needed: their API was refused for another reason. */
  discard({ keys }: PreparedResources): void {
    this.#release(keys);
  }

  #use(key: string, build: () => Promise<BuiltResource | PolicyProblem>): Promise<BuiltResource | PolicyProblem> {
    const entry = this.#entries.get(key) ?? { built: build(), uses: 0 };
    entry.uses++;
    this.#entries.set(key, entry);
    return entry.built;
  }

  #release(keys: readonly string[]): void {
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (!entry) continue;
      entry.uses--;
      if (entry.uses > 0) continue;
      this.#entries.delete(key);
      void closeLater(entry);
    }
  }
}

/** The same for the same configuration with the same secrets: a key that was replaced behind its reference makes another resource. */
function keyOf({ type, configuration }: z.output<typeof resourceSchema>, sources: ResourceSources): string {
  const { resources } = mapSecretFields({ resources: [{ type, configuration }] }, (value) => JSON.stringify(resolveSecret(value, sources)));
  const { definition } = sources;
  const endpoints = configuration["endpoint"] && typeof definition === "object" && definition && "endpointGroups" in definition;
  return hash("sha256", JSON.stringify([resources, endpoints ? definition.endpointGroups : null]));
}

/** Whatever closing brings, nobody waits for it. */
async function closeLater({ built }: Entry): Promise<void> {
  const result = await built.catch(() => null);
  if (result === null || result instanceof PolicyProblem || !result.close) return;
  await sleep(GRACE_MS, undefined, { ref: false });
  await result.close().catch(() => {});
}
