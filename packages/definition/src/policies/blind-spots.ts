import { ASPECT_TITLES, type Aspect, COVERAGE, PATH_KINDS, type PathKind } from "./coverage.ts";

/** What a step does by an aspect of a call: refuse calls, only write down what it finds, or change them without refusing any. */
type Hold = "refusing" | "recording" | "changing";
/** Of what a step looks at or works on, by its configuration. */
export type Held = Partial<Readonly<Record<Aspect, Hold>>>;

/** A path at which a step cannot do what it is for. */
export interface BlindSpot {
  readonly path: PathKind;
  readonly hold: Hold;
  /** For people: "the answers cannot be checked: answers here are not read". */
  readonly sentence: string;
}

/** One for each path: by what the step would refuse calls there, if by anything. */
export function blindSpots(policyId: string, held: Held): readonly BlindSpot[] {
  const rows = COVERAGE.filter(({ policy, aspect }) => policy === policyId && held[aspect] !== undefined);
  return PATH_KINDS.flatMap((path) => {
    const here = rows.flatMap(({ aspect, paths }): BlindSpot[] => {
      const hold = held[aspect];
      if (hold === undefined || paths[path].state !== "impossible") return [];
      const cannot = hold === "changing" ? "do not reach it" : "cannot be checked";
      return [{ path, hold, sentence: `${ASPECT_TITLES[aspect]} ${cannot}: ${paths[path].why ?? ""}` }];
    });
    return here.find(({ hold }) => hold === "refusing") ?? here[0] ?? [];
  });
}
