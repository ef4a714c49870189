import { Denial } from "@sluice/wire/denial";
import type { PolicyContext } from "../policy-context.ts";
import type { Direction, Flag } from "./checks.ts";

/** A flag with the place where it was raised. */
export interface Raised extends Flag {
  readonly place: string;
}

interface WatchOptions {
  readonly context: PolicyContext;
  readonly step: string;
  readonly direction: Direction;
  readonly dryRun: boolean;
  /** Whether a failure refuses the call. */
  readonly closed: boolean;
}

const POLICY = "ai-prompt-guard-rails";
/** How Gravitee begins its refusal, which people match in their clients; and the same for answers. */
const SENTENCES = { request: "AI prompt validation detected", response: "AI answer validation detected" } as const satisfies Record<
  Direction,
  string
>;

/** Writes down what is found in one prompt or one answer, each label once, and says what follows from it. */
export class Watch {
  readonly #options: WatchOptions;
  readonly #known = new Set<string>();
  #failed = false;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** A denial where something blocks. Its words name labels, never the text. */
  raise(flags: readonly Raised[]): Denial | null {
    const { context, step, direction, dryRun } = this.#options;
    const blocking = flags.filter(({ blocks }) => blocks);
    const action = blocking.length === 0 ? "allowed" : dryRun ? "would_block" : "blocked";
    const fresh = flags.filter(({ label }) => !this.#known.has(label));
    for (const { label } of fresh) this.#known.add(label);
    if (fresh.length > 0) context.decide({ policy: POLICY, step, action, detail: fresh.map(described).join("; ") });
    if (action !== "blocked") return null;
    const labels = [...new Set(blocking.map(({ label }) => label))];
    const param = direction === "request" ? { param: blocking[0]?.place ?? "messages" } : {};
    return new Denial("content_policy_violation", `${SENTENCES[direction]}. Reason: [${labels.join(", ")}]`, param);
  }

  /** The resource could not tell. */
  fail(error: unknown): Denial | null {
    const { context, step, direction, dryRun, closed } = this.#options;
    const reason = error instanceof Error ? error.message : "no reason was given";
    const denied = closed && !dryRun;
    if (!this.#failed) {
      const outcome = closed ? (dryRun ? "it would have been refused" : "refused") : "let through";
      context.decide({
        policy: POLICY,
        step,
        action: "failed",
        detail: `the ${SUBJECTS[direction]} could not be checked, ${outcome}: ${reason}`,
      });
    }
    this.#failed = true;
    if (!denied) return null;
    return new Denial("policy_unavailable", `The ${SUBJECTS[direction]} could not be checked by a guard of this API. Try again.`, {
      detail: reason,
    });
  }
}

const SUBJECTS = { request: "prompt", response: "answer" } as const satisfies Record<Direction, string>;

function described({ label, score, place }: Raised): string {
  return `${label} ${score.toFixed(2)} at ${place}`;
}
