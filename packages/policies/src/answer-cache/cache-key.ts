import { createHash } from "node:crypto";
import { isObject } from "@sluice/definition/json";
import type { Expression } from "@sluice/expression/expression";
import type { PolicyContext } from "../policy-context.ts";

/** How a stream is framed says nothing of what it holds; who asks is the partition's to say. */
const UNIMPORTANT: ReadonlySet<string> = new Set(["user", "safety_identifier", "prompt_cache_key", "metadata", "store"]);

export interface KeyParts {
  readonly apiId: string;
  /** Of all that looks at calls and answers. */
  readonly policies: string;
  /** Values of expressions that have to be the same, in order. */
  readonly parameters: readonly { readonly key: string; readonly template: Expression<string> }[];
  readonly keyless: boolean;
  /** A member of the body that holds a text which is compared otherwise, and what is left of it. */
  readonly around?: { readonly member: string; readonly rest: unknown };
}

/**
 * What has to be the same for an answer to be given again, as SHA-256 (hex): the subscription always, the model, every parameter and message,
 * tools, and the form of the answer. Null where nobody may be given it: callers without a subscription, unless that was chosen, and what
 * cannot be read.
 */
export function cacheKey(context: PolicyContext, { apiId, policies, parameters, keyless, around }: KeyParts): string | null {
  const { call, consumer } = context;
  if (consumer.subscriptionId === null && !keyless) return null;
  const hash = createHash("sha256");
  const add = (part: string): void => void hash.update(`${part.length}:`).update(part);
  for (const part of [
    apiId,
    policies,
    consumer.planId,
    consumer.subscriptionId ?? "keyless",
    call.kind,
    call.model ?? "",
    String(call.stream),
  ])
    add(part);
  for (const name of [...call.members()].sort()) {
    if (UNIMPORTANT.has(name) || name === "model") continue;
    const value = name === around?.member ? around.rest : call.parameter(name);
    if (value === undefined) return null;
    add(name);
    add(canonical(value));
  }
  // Placeholders that policies have put in may stand for others next time: what they were put in for has to be the same, too.
  if (around === undefined) add(canonical(asked(context.request.jsonContent, call.changed())));
  for (const { key, template } of parameters) {
    const value = template.evaluate(context);
    add(key);
    // What cannot be told is told apart from everything: better no hit than somebody else's.
    add(value.ok ? value.value : `unknown ${context.requestId}`);
  }
  return hash.digest("hex");
}

/** What the caller has sent where policies have changed it. */
function asked(body: unknown, changed: readonly string[]): unknown {
  if (changed.length === 0) return null;
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => changed.includes(name) && !UNIMPORTANT.has(name)));
}

/** JSON with its keys in order: two callers need not write them alike. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    ) ?? ""
  );
}
