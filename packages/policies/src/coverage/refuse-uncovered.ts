import { blindSpots } from "@sluice/definition/policies/blind-spots";
import { PATH_TITLES, type PathKind } from "@sluice/definition/policies/coverage";
import type { PolicyKind } from "@sluice/definition/policies/policy-kind";
import { Denial } from "@sluice/wire/denial";
import type { PolicyContext } from "../policy-context.ts";

interface Step {
  readonly kind: Pick<PolicyKind, "id" | "title" | "holds">;
  readonly step: string;
  /** The policy's, parsed. */
  readonly configuration: unknown;
}

/**
 * A guard that was never asked is worse than none, for someone relies on it: where a policy cannot see what it refuses calls by, they are
 * refused, unless its step accepts that they go by unseen. Either way the log says so.
 */
export function refuseUncovered({ kind, step, configuration }: Step): ((context: PolicyContext) => Denial | null) | null {
  const { acceptUncovered = [], dryRun = false } = configuration as { acceptUncovered?: readonly PathKind[]; dryRun?: boolean };
  const held = kind.holds?.(configuration) ?? {};
  const spots = new Map(blindSpots(kind.id, held).flatMap((spot) => (spot.hold === "changing" ? [] : [[spot.path, spot] as const])));
  if (spots.size === 0) return null;
  return (context) => {
    const { path } = context.call;
    const spot = spots.get(path);
    if (!spot) return null;
    const accepted = acceptUncovered.includes(path);
    const refused = spot.hold === "refusing" && !accepted;
    const action = !refused ? "allowed" : dryRun ? "would_block" : "blocked";
    context.decide({ policy: kind.id, step, action, detail: `${spot.sentence}${accepted ? ", which is accepted" : ""}` });
    if (action !== "blocked") return null;
    return new Denial(
      "forbidden",
      `${kind.title} is in force here, and at this path (${PATH_TITLES[path]}) ${spot.sentence}. Ask the API's publisher to accept that, or use another path.`,
    );
  };
}
