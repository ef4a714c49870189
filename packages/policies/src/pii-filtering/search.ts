import type { PiiAction, PiiCategory, PiiFiltering } from "@sluice/definition/policies/pii-filtering";
import type { PiiDetector } from "../detectors/pii/create-pii-detector.ts";
import { compileAllowList } from "./allow-list.ts";
import type { Found } from "./found.ts";

/** Finds what one configuration looks for. */
export class Search {
  readonly #detectors: readonly (PiiDetector & { readonly action: PiiAction })[];
  readonly #threshold: number;
  readonly #allowed: (value: string) => boolean;
  readonly #actions: ReadonlyMap<PiiCategory, PiiAction>;
  readonly #action: PiiAction;

  constructor(configuration: PiiFiltering, detectors: readonly PiiDetector[]) {
    this.#threshold = configuration.threshold;
    this.#allowed = compileAllowList(configuration.allowList);
    this.#action = configuration.action;
    this.#actions = new Map(configuration.actions.map(({ category, action }) => [category, action]));
    this.#detectors = detectors.map((one) => ({ ...one, action: this.actionOf(one.category) }));
  }

  actionOf(category: PiiCategory): PiiAction {
    return this.#actions.get(category) ?? this.#action;
  }

  /** Overlaps and all. */
  find(text: string): readonly Found[] {
    return this.#detectors.flatMap(({ detector, category, action, name }) =>
      detector
        .find(text)
        .filter(({ start, end, score }) => this.accepts(text.slice(start, end), score))
        .map(({ start, end, score }) => ({ start, end, score, category, action, name })),
    );
  }

  accepts(value: string, score: number): boolean {
    return score >= this.#threshold && !this.#allowed(value);
  }

  /** From where on a text that goes on may still become something. */
  openFrom(text: string): number {
    return this.#detectors.reduce((from, { detector }) => Math.min(from, detector.openFrom(text)), text.length);
  }
}
