import { ASPECT_TITLES, type Aspect, COVERAGE, PATH_TITLES, type PathKind } from "@sluice/definition/policies/coverage";
import type { PolicyKind } from "@sluice/definition/policies/policy-kind";
import { Denial } from "@sluice/wire/denial";
import type { Policy } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";

interface Step {
  readonly kind: Pick<PolicyKind, "id" | "title">;
  readonly step: string;
  /** The policy's, parsed. */
  readonly configuration: unknown;
}

/** What cannot be seen at one path. */
interface Gap {
  readonly refuses: boolean;
  /** For the log, and for the caller. */
  readonly sentence: string;
}

/**
 * A guard that was never asked is worse than none, for someone relies on it: where a policy cannot see what it refuses calls by, they are
 * refused, unless its step accepts that they go by unseen. Either way the log says so.
 */
export function refuseUncovered(
  { holds = {} }: Policy,
  { kind, step, configuration }: Step,
): ((context: PolicyContext) => Denial | null) | null {
  const { acceptUncovered = [], dryRun = false } = configuration as { acceptUncovered?: readonly PathKind[]; dryRun?: boolean };
  const gaps = new Map<PathKind, Gap>();
  for (const { policy, aspect, paths } of COVERAGE) {
    const held = policy === kind.id ? holds[aspect] : undefined;
    if (held === undefined) continue;
    for (const [path, { state, why }] of Object.entries(paths) as [PathKind, (typeof paths)[PathKind]][]) {
      if (state !== "impossible" || gaps.get(path)?.refuses) continue;
      gaps.set(path, { refuses: held === "refusing", sentence: `${ASPECT_TITLES[aspect as Aspect]} cannot be checked: ${why ?? ""}` });
    }
  }
  if (gaps.size === 0) return null;
  return (context) => {
    const { path } = context.call;
    const gap = gaps.get(path);
    if (!gap) return null;
    const accepted = acceptUncovered.includes(path);
    const refused = gap.refuses && !accepted;
    const action = !refused ? "allowed" : dryRun ? "would_block" : "blocked";
    context.decide({ policy: kind.id, step, action, detail: `${gap.sentence}${accepted ? ", which is accepted" : ""}` });
    if (action !== "blocked") return null;
    return new Denial(
      "forbidden",
      `${kind.title} is in force here, and at this path (${PATH_TITLES[path]}) ${gap.sentence}. Ask the API's publisher to accept that, or use another path.`,
    );
  };
}
