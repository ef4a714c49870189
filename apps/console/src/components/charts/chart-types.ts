export interface Series {
  readonly name: string;
  readonly colour: string;
  /** Hatched: a guess among what was counted. Dashed, where it is a line. */
  readonly unsure?: boolean;
  /** One value a step; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

export interface TimeChart {
  /** What it shows, for screen readers. */
  readonly label: string;
  /** When each step begins. */
  readonly steps: readonly number[];
  readonly stepMs: number;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** To the last digit, where the scale's words are rounded. */
  readonly exact?: (value: number) => string;
  /** A step is clicked, or several are dragged over. */
  readonly onSelect?: (fromMs: number, toMs: number) => void;
}
