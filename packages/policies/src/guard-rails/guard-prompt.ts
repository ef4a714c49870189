import type { Denial } from "@sluice/wire/denial";
import type { PolicyContext } from "../policy-context.ts";
import type { TextResource } from "../resources/text-resource.ts";
import type { Checks } from "./checks.ts";
import type { LookedAt } from "./choose-texts.ts";
import { highestScores } from "./highest.ts";
import type { Raised, Watch } from "./watch.ts";

interface Guarded {
  readonly context: Pick<PolicyContext, "signal">;
  readonly resource: TextResource;
  readonly checks: Checks;
  readonly watch: Watch;
}

/** Looks at a prompt's texts. Waits only for what is no code of ours. */
export function guardPrompt(
  texts: readonly LookedAt[],
  { context, resource, checks, watch }: Guarded,
): Denial | null | Promise<Denial | null> {
  const raised = (scores: readonly (readonly { label: string; score: number }[])[]): readonly Raised[] =>
    texts.flatMap(({ path }, at) => checks.flagged(scores[at] ?? [], "request").map((flag) => ({ ...flag, place: path })));
  if (resource.kind === "detector") {
    const { detector } = resource;
    return watch.raise(raised(texts.map(({ text }) => highestScores(detector.find(text)))));
  }
  if (texts.length === 0) return null;
  return resource
    .classify(
      texts.map(({ text }) => text),
      "request",
      context.signal,
    )
    .then(
      (scores) => watch.raise(raised(scores)),
      (error: unknown) => watch.fail(error),
    );
}
