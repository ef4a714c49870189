import { Check, CircleAlert, LoaderCircle } from "lucide-react";
import type { PathState } from "./use-path-check.ts";

/** Whether a path is free, in a word. */
export function PathWord({ state }: { readonly state: PathState }) {
  if (state.kind === "unknown") return null;
  const word = {
    free: { icon: <Check aria-hidden />, text: "Free", tone: "text-ok" },
    taken: { icon: <CircleAlert aria-hidden />, text: "In use", tone: "text-danger" },
    checking: { icon: <LoaderCircle aria-hidden />, text: "Checking", tone: "text-muted" },
  }[state.kind];
  return (
    <span role="status" className={`inline-flex items-center gap-1.5 text-xs whitespace-nowrap ${word.tone}`}>
      {word.icon}
      {word.text}
    </span>
  );
}
