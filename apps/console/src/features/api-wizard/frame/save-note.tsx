"use client";
import { Check, LoaderCircle, TriangleAlert } from "lucide-react";
import { useNow } from "../../../lib/use-now.ts";
import type { SaveState } from "../draft-saver.ts";

/** Whether the draft is safe, in words that get older. */
export function SaveNote({ state, onRetry }: { readonly state: SaveState; readonly onRetry: () => void }) {
  const nowMs = useNow();
  if (state.kind === "failed")
    return (
      <span role="alert" className="inline-flex items-center gap-1.5 text-xs text-danger">
        <TriangleAlert aria-hidden="true" />
        <span>Draft not saved: {state.message}</span>
        <button type="button" className="font-medium underline underline-offset-3" onClick={onRetry}>
          Try again
        </button>
      </span>
    );
  if (state.kind === "conflict")
    return (
      <span className="inline-flex items-center gap-1.5 text-xs text-warn">
        <TriangleAlert aria-hidden="true" />
        Draft not saved
      </span>
    );
  const saved = state.kind === "saved";
  return (
    <span className="inline-flex items-center gap-1.5 text-xs whitespace-nowrap text-muted">
      {saved ? <Check aria-hidden="true" /> : <LoaderCircle aria-hidden="true" />}
      {saved ? `Draft saved${nowMs === null ? "" : ` ${agoInWords(nowMs - state.atMs)}`}` : "Saving draft"}
    </span>
  );
}

/** How long ago, in the largest unit that says enough. Milliseconds; a clock that runs behind is now. */
export function agoInWords(elapsedMs: number): string {
  const seconds = Math.max(0, Math.round(elapsedMs / 1_000));
  if (seconds < 2) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}
