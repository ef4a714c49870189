import type { PiiCategory } from "@sluice/definition/policies/pii-filtering";
import type { Decision, PolicyContext } from "../policy-context.ts";
import type { Found } from "./found.ts";

export const POLICY = "pii-filtering";
/** A long conversation has many places; the log needs no more to be understood. */
const MOST_PLACES = 20;

interface Told {
  readonly context: PolicyContext;
  readonly step: string;
  readonly dryRun: boolean;
}

/** How much of what was found where. Never what it was. */
export class Tally {
  readonly #places = new Map<string, Map<PiiCategory, number>>();
  readonly #actions = new Set<Found["action"]>();

  note(place: string, { category, action }: Pick<Found, "category" | "action">): void {
    const counts = this.#places.get(place) ?? new Map<PiiCategory, number>();
    counts.set(category, (counts.get(category) ?? 0) + 1);
    this.#places.set(place, counts);
    this.#actions.add(action);
  }

  /** Writes it into the request's log, and begins anew. */
  tell({ context, step, dryRun }: Told): void {
    if (this.#places.size === 0) return;
    context.decide({ policy: POLICY, step, action: this.#outcome(dryRun), detail: this.#words(dryRun) });
    this.#places.clear();
    this.#actions.clear();
  }

  #outcome(dryRun: boolean): Decision["action"] {
    if (this.#actions.has("BLOCK")) return dryRun ? "would_block" : "blocked";
    return !dryRun && (this.#actions.has("MASK") || this.#actions.has("REPLACE")) ? "changed" : "allowed";
  }

  #words(dryRun: boolean): string {
    const places = [...this.#places].map(
      ([place, counts]) => `${[...counts].map(([category, count]) => `${category} ×${count}`).join(", ")} in ${place}`,
    );
    const more = places.length > MOST_PLACES ? [`${places.length - MOST_PLACES} more places`] : [];
    const only = dryRun && !this.#actions.has("BLOCK") && this.#actions.size > 0 ? " (dry run: left as it was)" : "";
    return [...places.slice(0, MOST_PLACES), ...more].join("; ") + only;
  }
}
