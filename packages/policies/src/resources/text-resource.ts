import type { Detector } from "../detectors/detector.ts";

export interface LabelScore {
  readonly label: string;
  /** 0 to 1. */
  readonly score: number;
}

/** What looks at texts in code of ours: at once, and in pieces. */
interface DetectorResource {
  readonly kind: "detector";
  readonly detector: Detector;
}

/** What looks at texts somewhere else, or for longer: a model, a service. */
export interface ClassifierResource {
  readonly kind: "classifier";
  /** Null where nobody has said. */
  readonly labels: readonly string[] | null;
  /** Scores for each text, in order. Rejects when it cannot tell, and when nobody waits any more; the reason holds none of the texts. */
  classify(texts: readonly string[], direction: "request" | "response", signal?: AbortSignal): Promise<readonly (readonly LabelScore[])[]>;
}

export type TextResource = DetectorResource | ClassifierResource;

export function labelsOf(resource: TextResource): readonly string[] | null {
  return resource.kind === "detector" ? resource.detector.labels : resource.labels;
}
