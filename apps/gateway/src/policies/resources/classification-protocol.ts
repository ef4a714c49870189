import type { LabelScore } from "@sluice/policies/resources/text-resource";

/** What a classifying thread is to load. */
export interface ModelSource {
  /** On the hub, or the name of a folder below `folder`. */
  readonly id: string;
  readonly revision: string;
  /** Where models are kept. */
  readonly folder: string;
  /** Nothing is fetched: the files have to be there. */
  readonly isLocal: boolean;
  /** The file of the weights, without its ending, where it is not where the library looks for it. */
  readonly file: string | null;
}

export interface Question {
  readonly id: number;
  readonly texts: readonly string[];
}

export type ThreadMessage =
  | { readonly type: "ready"; readonly labels: readonly string[] }
  | { readonly type: "failed"; readonly reason: string }
  | { readonly type: "scores"; readonly id: number; readonly scores: readonly (readonly LabelScore[])[] }
  | { readonly type: "error"; readonly id: number; readonly reason: string };
