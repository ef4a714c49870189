import type { Flow } from "@sluice/definition/flow";
import type { Expression } from "@sluice/expression/expression";
import { type BoundStep, bindCondition, bindStep, holds, type SelectorOf } from "./bind-step.ts";
import type { PolicyIdentity, PolicySources } from "./create-policy.ts";
import type { PolicyContext } from "./policy-context.ts";
import { PolicyProblem } from "./policy-problem.ts";

/** A flow, ready to run: its steps apply to requests that all its selectors take. */
export interface BoundFlow {
  readonly request: readonly BoundStep[];
  readonly response: readonly BoundStep[];
  takes(context: PolicyContext): boolean;
}

interface Place {
  readonly flow: Flow;
  readonly place: string;
  readonly identity: Omit<PolicyIdentity, "step" | "slot">;
  readonly sources: PolicySources;
  /** Slots that are taken. */
  readonly slots: Set<string>;
}

/** Builds a flow's steps that are switched on, or says what is wrong with the first that cannot be. */
export function bindFlow({ flow, place, identity, sources, slots }: Place): BoundFlow | PolicyProblem {
  const selectors = bindSelectors(flow.selectors, place);
  if (selectors instanceof PolicyProblem) return selectors;
  const position = place.slice(place.lastIndexOf(".") + 1);
  const lanes: Record<"request" | "response", BoundStep[]> = { request: [], response: [] };
  for (const phase of ["request", "response"] as const) {
    for (const [at, step] of flow[phase].entries()) {
      if (!step.enabled) continue;
      const slot = takeSlot([flow.name || position, phase, step.name || String(at)], slots);
      const bound = bindStep({ step, phase, place: `${place}.${phase}.${at}`, identity: { ...identity, slot }, sources });
      if (bound instanceof PolicyProblem) return bound;
      lanes[phase].push(bound);
    }
  }
  return { ...lanes, takes: (context) => selectors.every((takes) => takes(context)) };
}

/** Names may be given twice: the second is the second. */
function takeSlot(names: readonly string[], slots: Set<string>): string {
  for (let nth = 1; ; nth++) {
    const slot = JSON.stringify(nth === 1 ? names : [...names, nth]);
    if (slots.has(slot)) continue;
    slots.add(slot);
    return slot;
  }
}

type Selector = (context: PolicyContext) => boolean;

function bindSelectors(selectors: Flow["selectors"], place: string): readonly Selector[] | PolicyProblem {
  const bound: Selector[] = [];
  for (const [at, selector] of selectors.entries()) {
    if (selector.type === "HTTP") {
      bound.push(httpSelector(selector));
      continue;
    }
    const condition: Expression<boolean> | null | PolicyProblem = bindCondition(selector.condition, `${place}.selectors.${at}.condition`);
    if (condition instanceof PolicyProblem) return condition;
    bound.push((context) => holds(condition, context));
  }
  return bound;
}

/** Paths are taken with and without the `/v1` that clients may put before them. */
function httpSelector({ path, pathOperator, methods }: SelectorOf<"HTTP">): Selector {
  const asked = withoutVersion(path);
  const takesMethod = new Set(methods.map((method) => method.toUpperCase()));
  return ({ request }) => {
    if (takesMethod.size > 0 && !takesMethod.has(request.method)) return false;
    const given = withoutVersion(request.pathInfo);
    return pathOperator === "EQUALS" ? given === asked : asked === "/" || given === asked || given.startsWith(`${asked}/`);
  };
}

function withoutVersion(path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  const rest = /^\/v1(\/.*|$)/.exec(trimmed)?.[1] ?? trimmed;
  return rest === "" ? "/" : rest;
}
