import type { Step } from "@sluice/definition/flow";
import {
  type FlowDraft,
  findFlow,
  findStep,
  flowDraft,
  flowOf,
  freshKey,
  inLane,
  inScope,
  type LanePlace,
  type StepDraft,
  type StudioDraft,
} from "./studio-draft.ts";

/** A copy of the list with the item at this place; past the end is at the end. */
export function insertedAt<Item>(list: readonly Item[], at: number, item: Item): readonly Item[] {
  return [...list.slice(0, at), item, ...list.slice(at)];
}

/** The list with one member elsewhere. `to` is its place in the result. */
export function movedTo<Item>(list: readonly Item[], from: number, to: number): readonly Item[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return list;
  return insertedAt(
    list.filter((_, index) => index !== from),
    to,
    item,
  );
}

export function insertStep(draft: StudioDraft, { at, ...lane }: LanePlace & { readonly at: number }, step: StepDraft): StudioDraft {
  return inLane(draft, lane, (steps) => insertedAt(steps, at, { ...step, step: { ...step.step, name: freeName(step.step, steps) } }));
}

export function removeStep(draft: StudioDraft, key: string): StudioDraft {
  const place = findStep(draft, key);
  return place ? inLane(draft, place, (steps) => steps.filter((step) => step.key !== key)) : draft;
}

export function changeStep(draft: StudioDraft, key: string, change: (step: Step) => Step): StudioDraft {
  const place = findStep(draft, key);
  if (!place) return draft;
  return inLane(draft, place, (steps) => steps.map((one) => (one.key === key ? { ...one, step: change(one.step) } : one)));
}

/** To another place, in its lane or in another flow's. `at` counts as if the step had been taken out already. */
export function moveStep(draft: StudioDraft, key: string, to: LanePlace & { readonly at: number }): StudioDraft {
  const place = findStep(draft, key);
  return place && findFlow(draft, to.flow) ? insertStep(removeStep(draft, key), to, place.draft) : draft;
}

/** A copy of a step at the end of a lane, or right after the step where it is the same lane. */
export function copyStep(draft: StudioDraft, key: string, to: LanePlace): StudioDraft {
  const place = findStep(draft, key);
  const target = findFlow(draft, to.flow);
  if (!place || !target) return draft;
  const sameLane = place.flow === to.flow && place.phase === to.phase;
  const copy = { key: freshKey(), step: structuredClone(place.draft.step) };
  return insertStep(draft, { ...to, at: sameLane ? place.at + 1 : target[to.phase].length }, copy);
}

export function insertFlow(
  draft: StudioDraft,
  scope: string,
  { at, flow }: { readonly at: number; readonly flow: FlowDraft },
): StudioDraft {
  return inScope(draft, scope, (flows) => insertedAt(flows, at, flow));
}

export function removeFlow(draft: StudioDraft, key: string): StudioDraft {
  return { ...draft, scopes: draft.scopes.map((scope) => ({ ...scope, flows: scope.flows.filter((flow) => flow.key !== key) })) };
}

/** A copy of a flow at the end of a scope's, or right after it where it is its own. Its name is one that no flow there has. */
export function copyFlow(draft: StudioDraft, key: string, scope: string): StudioDraft {
  const flow = findFlow(draft, key);
  if (!flow) return draft;
  return inScope(draft, scope, (flows) => {
    const at = flows.indexOf(flow);
    const copy = flowDraft(structuredClone(flowOf(flow)));
    const name = freeOf(copy.flow.name, new Set(flows.map((one) => one.flow.name)));
    return insertedAt(flows, at === -1 ? flows.length : at + 1, { ...copy, flow: { ...copy.flow, name } });
  });
}

/** Limits count under their step's name: two of one name would change their counts when they change places. */
function freeName({ name }: Step, steps: readonly StepDraft[]): string {
  return freeOf(name, new Set(steps.map((one) => one.step.name)));
}

function freeOf(name: string, taken: ReadonlySet<string>): string {
  if (name === "" || !taken.has(name)) return name;
  const base = name.replace(/ \d+$/, "");
  for (let nth = 2; ; nth++) if (!taken.has(`${base} ${nth}`)) return `${base} ${nth}`;
}
