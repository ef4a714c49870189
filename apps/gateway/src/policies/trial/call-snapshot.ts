import type { TrialStep } from "@sluice/definition/policy-trial";
import type { RequestContext } from "../request-context.ts";

/** A call at one moment, as texts by their places. */
export interface CallSnapshot {
  readonly places: ReadonlyMap<string, string>;
  /** How many had been made. */
  readonly decisions: number;
}

/** Said by a policy and set on the call: what a caller may give beside the prompt. */
const PARAMETERS = ["temperature", "top_p", "max_tokens", "max_completion_tokens", "n", "stop", "seed", "tools", "user"];

export function snapshotOf(context: RequestContext): CallSnapshot {
  const { call } = context;
  const places = new Map<string, string>();
  if (call.model !== null) places.set("model", call.model);
  for (const name of PARAMETERS) {
    const value = call.parameter(name);
    if (value !== undefined) places.set(name, JSON.stringify(value));
  }
  for (const { path, role, text } of call.texts()) places.set(`${path} (${role})`, text);
  for (const [name, value] of context.context.attributes) places.set(`attribute ${name}`, String(value));
  return { places, decisions: context.decisions.length };
}

/** What is there now and was not, was there and is not, or is another. */
export function changesBetween(before: CallSnapshot, after: CallSnapshot): TrialStep["changes"] {
  const places = new Set([...after.places.keys(), ...before.places.keys()]);
  return [...places]
    .filter((place) => before.places.get(place) !== after.places.get(place))
    .map((path) => ({ path, before: before.places.get(path) ?? null, after: after.places.get(path) ?? null }));
}
