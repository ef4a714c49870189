/** Something in a text that somebody wants to know of. Offsets are those of the text as it was given, the end exclusive. */
export interface Finding {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  /** How sure the detector is: 0 to 1. */
  readonly score: number;
}

/** Looks for things in a text. Pure, synchronous, and linear in the text's length, whatever the text. */
export interface Detector {
  /** Everything that it may find. */
  readonly labels: readonly string[];
  find(text: string): readonly Finding[];
  /**
   * From where on a text that goes on may still become a finding: what stands before can be shown, what stands behind must wait. The text's
   * length when nothing is open.
   */
  openFrom(text: string): number;
}

/** Several detectors as one. */
export function combineDetectors(detectors: readonly Detector[]): Detector {
  return {
    labels: [...new Set(detectors.flatMap(({ labels }) => labels))],
    find: (text) => detectors.flatMap((detector) => detector.find(text)),
    openFrom: (text) => detectors.reduce((from, detector) => Math.min(from, detector.openFrom(text)), text.length),
  };
}
