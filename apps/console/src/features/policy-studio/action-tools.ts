import type { LanePlace, StudioDraft } from "./studio-draft.ts";

export type Opened =
  | { readonly what: "step" | "flow" | "resource"; readonly key: string }
  | { readonly what: "try" | "impact" | "coverage" };

export type LaneSlot = LanePlace & { readonly at: number };

/** What the verbs of the page work with. */
export interface ActionTools {
  readonly draft: StudioDraft;
  readonly change: (change: (draft: StudioDraft) => StudioDraft) => void;
  /** Whose flows are on the page. */
  readonly scope: string;
  readonly open: (opened: Opened) => void;
  /** The panel of this very thing, if it is open. */
  readonly closeOf: (key: string) => void;
  /** For screen readers. */
  readonly announce: (words: string) => void;
  readonly offerUndo: (words: string, undo: () => void) => void;
}
