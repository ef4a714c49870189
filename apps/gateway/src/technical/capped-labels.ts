/** What stands for all values beyond the cap. */
export const OTHER = "other";
/** Longer names are nobody's. */
const LONGEST_LABEL = 128;

/**
 * The first values of a label, as many as it may have; all later ones are "other". A scrape's size must not be in the hands of callers, who
 * may make up names of models where a pattern takes any.
 */
export class CappedLabels {
  readonly #most: number;
  readonly #known = new Set<string>();

  constructor(most: number) {
    this.#most = most;
  }

  of(value: string): string {
    if (this.#known.has(value)) return value;
    if (this.#known.size >= this.#most || value.length > LONGEST_LABEL) return OTHER;
    this.#known.add(value);
    return value;
  }
}
