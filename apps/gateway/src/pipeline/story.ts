import type { ContentFate } from "@sluice/definition/contents";
import type { Decision } from "@sluice/policies/policy-context";
import type { AttemptDetail, UsageDetail } from "../metering/usage-record.ts";
import type { Target } from "../runtime/compiled-api.ts";

/** Of each kind; what tells of more is a loop. */
const MOST_TOLD = 50;

/** What is worth telling of a request beside its numbers. Costs next to nothing where there is nothing. */
export class Story {
  #attempts: AttemptDetail[] | null = null;
  #asked: Target | null = null;
  #askedAt = 0;
  #status: number | null = null;
  #dropped: readonly string[] | null = null;
  #adapted: readonly string[] | null = null;

  begin(target: Target): void {
    this.#asked = target;
    this.#askedAt = performance.now();
    this.#status = null;
  }

  answered(status: number): void {
    this.#status = status;
  }

  /** Attempts that go well (without a code of ours) are told of only beside others that did not. */
  end(error: string | null): void {
    const asked = this.#asked;
    if (asked === null || (error === null && this.#attempts === null)) return;
    this.#asked = null;
    this.#attempts ??= [];
    if (this.#attempts.length < MOST_TOLD)
      this.#attempts.push({
        provider: asked.group,
        endpoint: asked.endpoint,
        status: this.#status,
        error,
        ms: Math.round((performance.now() - this.#askedAt) * 1000) / 1000,
      });
  }

  translated(dropped: readonly string[], adapted: readonly string[]): void {
    if (dropped.length > 0) this.#dropped = dropped.slice(0, MOST_TOLD);
    if (adapted.length > 0) this.#adapted = adapted.slice(0, MOST_TOLD);
  }

  tell(decisions: readonly Decision[], content: ContentFate | null): UsageDetail | null {
    if (this.#attempts === null && this.#dropped === null && this.#adapted === null && decisions.length === 0 && content === null)
      return null;
    return {
      ...(this.#attempts && { attempts: this.#attempts }),
      ...(decisions.length > 0 && { policies: decisions.slice(0, MOST_TOLD) }),
      ...(this.#dropped && { dropped: this.#dropped }),
      ...(this.#adapted && { adapted: this.#adapted }),
      ...(content && { content }),
    };
  }
}
