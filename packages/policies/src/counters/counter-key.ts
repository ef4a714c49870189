import { hash } from "node:crypto";
import type { PolicyIdentity } from "../create-policy.ts";
import type { PolicyContext } from "../policy-context.ts";

interface Counted {
  readonly policy: string;
  readonly identity: PolicyIdentity;
  /** What of the step is counted: `total`, `input`. */
  readonly of: string;
}

interface Consumer {
  readonly context: PolicyContext;
  /** The step's key, evaluated; empty where it has none. */
  readonly key: string;
  readonly useKeyOnly: boolean;
}

/** 128 bits in hexadecimal. */
const HASH_CHARACTERS = 32;

/**
 * The name of a counter: the same after a deployment, and another for each API, step and consumer. What expressions give may be a
 * credential or a person's name, so that only its hash is kept. The braces let a Redis cluster keep a call's counters together.
 */
export function counterKey({ policy, identity, of }: Counted, { context, key, useKeyOnly }: Consumer): string {
  const { planId, subscriptionId } = context.consumer;
  const byKeyAlone = useKeyOnly && key !== "";
  const consumer = byKeyAlone ? ["key", key] : ["consumer", planId, subscriptionId, key];
  const step = hash("sha256", JSON.stringify([policy, identity.planId, identity.slot]), "hex").slice(0, HASH_CHARACTERS);
  const whose = hash("sha256", JSON.stringify(consumer), "hex").slice(0, HASH_CHARACTERS);
  return `{${identity.apiId}:${whose}}:${step}:${of}`;
}
