import type { Behaviour } from "./mind/behaviour.ts";
import type { World } from "./world.ts";

/** Milliseconds before each piece of a stream. The `sim-` family keeps time as its name says, so that tests are not slowed by a demo's pace. */
export function paceOf(behaviour: Behaviour, world: World): number {
  if (behaviour.kind === "chunks") return behaviour.ms;
  return behaviour.kind === "normal" ? world.paceMs : 0;
}
