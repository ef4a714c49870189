import type { Flow } from "../flow.ts";
import { type BlindSpot, blindSpots, type Held } from "./blind-spots.ts";
import { COVERAGE, type CoverageCell, PATH_KINDS, type PathKind, UNCOVERED_PATHS } from "./coverage.ts";
import { policyKind } from "./policy-kinds.ts";

/**
 * `enforced`: the step does at this path all that it is for. `none`: there is nothing to do. Where it cannot: `refused`, its calls are;
 * `accepted`, they are let through, as the step says; `shadow`, they would be refused; `unrecorded`, nothing is found out; `undone`, nothing is changed.
 * `absent`: no endpoint of the API has the path.
 */
export type StepState = "enforced" | "none" | "refused" | "accepted" | "shadow" | "unrecorded" | "undone" | "absent";

export interface StepAtPath {
  readonly path: PathKind;
  readonly state: StepState;
  /** Null where there is nothing to explain. */
  readonly why: string | null;
}

export interface StepCoverage {
  readonly paths: readonly StepAtPath[];
  /** Whether the step may let calls through unchecked. */
  readonly mayAccept: boolean;
}

const NO_OPEN_AI = "none of this API's providers speaks OpenAI's API";
const OPEN_AI_PATHS: readonly PathKind[] = UNCOVERED_PATHS;

/**
 * What a step does at each path, by its configuration; null where that says nothing yet, or nobody knows the policy. `speaksOpenAi`: an
 * endpoint of the API does, and has OpenAI's other paths.
 */
export function stepCoverage(
  { policy, configuration }: Pick<Flow["request"][number], "policy" | "configuration">,
  { speaksOpenAi }: { readonly speaksOpenAi: boolean },
): StepCoverage | null {
  const kind = policyKind(policy);
  const parsed = kind?.configuration.safeParse(configuration);
  if (!kind || !parsed?.success) return null;
  const held = kind.holds?.(parsed.data) ?? everything(kind.id);
  const spots = new Map(blindSpots(kind.id, held).map((spot) => [spot.path, spot]));
  const rows = COVERAGE.filter((row) => row.policy === kind.id && held[row.aspect] !== undefined);
  return {
    mayAccept: kind.holds !== undefined && "acceptUncovered" in (parsed.data as object),
    paths: PATH_KINDS.map((path) => {
      if (!speaksOpenAi && OPEN_AI_PATHS.includes(path)) return { path, state: "absent", why: NO_OPEN_AI };
      const spot = spots.get(path);
      return spot
        ? atSpot(spot, parsed.data)
        : atCells(
            path,
            rows.map(({ paths }) => paths[path]),
          );
    }),
  };
}

function everything(id: string): Held {
  return Object.fromEntries(COVERAGE.filter(({ policy }) => policy === id).map(({ aspect }) => [aspect, "changing"]));
}

function atSpot({ path, hold, sentence }: BlindSpot, configuration: unknown): StepAtPath {
  const { acceptUncovered = [], dryRun = false } = configuration as { acceptUncovered?: readonly PathKind[]; dryRun?: boolean };
  if (hold === "changing") return { path, state: "undone", why: sentence };
  if (hold === "recording") return { path, state: "unrecorded", why: sentence };
  return { path, state: acceptUncovered.includes(path) ? "accepted" : dryRun ? "shadow" : "refused", why: sentence };
}

function atCells(path: PathKind, cells: readonly CoverageCell[]): StepAtPath {
  const enforced = cells.filter(({ state }) => state === "enforced");
  const told = (enforced.length > 0 ? enforced : cells).flatMap(({ why }) => why ?? []);
  return { path, state: enforced.length > 0 ? "enforced" : "none", why: told.length > 0 ? [...new Set(told)].join("; ") : null };
}
