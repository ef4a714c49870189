import { hash } from "node:crypto";
import { BoundedMap } from "../bounded-map.ts";
import type { PolicyIdentity } from "../create-policy.ts";
import type { PolicyContext } from "../policy-context.ts";

/** 128 bits in hexadecimal. */
const HASH_CHARACTERS = 32;
/** Consumers whose hash is remembered: hashing again costs a microsecond. */
const MOST_REMEMBERED = 10_000;

interface Consumer {
  /** The step's key, evaluated; empty where it has none. */
  readonly key: string;
  readonly useKeyOnly: boolean;
}

/** Names counters of one step. */
export type CounterKey = (context: PolicyContext, consumer: Consumer, of: string) => string;

/**
 * Names the counters of a step: the same after a deployment, and another for each API, step, consumer and what of it is counted. What
 * expressions give may be a credential or a person's name, so that only its hash is kept. The braces keep a call's counters together in
 * a Redis cluster.
 */
export function counterKeys(policy: string, { apiId, planId: flowPlanId, slot }: PolicyIdentity): CounterKey {
  const step = hashed([policy, flowPlanId, slot]);
  const remembered = new BoundedMap<string, string>(MOST_REMEMBERED);
  return ({ consumer: { planId, subscriptionId } }, { key, useKeyOnly }, of) => {
    const consumer = JSON.stringify(useKeyOnly && key !== "" ? ["key", key] : ["consumer", planId, subscriptionId, key]);
    let whose = remembered.get(consumer);
    if (whose === undefined) {
      whose = `{${apiId}:${hashed(consumer)}}:${step}`;
      remembered.set(consumer, whose);
    }
    return `${whose}:${of}`;
  };
}

function hashed(parts: unknown): string {
  return hash("sha256", JSON.stringify(parts), "hex").slice(0, HASH_CHARACTERS);
}
