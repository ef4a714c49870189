import { classNames } from "../../lib/class-names.ts";
import type { Change } from "./change.ts";

const SIGNS = { up: "▲", down: "▼", same: "" } as const;
const WORDS = { up: "up", down: "down", same: "" } as const;
const TONES = { ok: "text-ok", danger: "text-danger", muted: "text-muted" } as const;

/** An arrow and by how much; the colour only repeats what is better. */
export function ChangeWord({ change: { direction, text, tone } }: { readonly change: Change }) {
  return (
    <span className={classNames("text-xs whitespace-nowrap", TONES[tone])}>
      <span aria-hidden>{SIGNS[direction]} </span>
      <span className="sr-only">{WORDS[direction]} </span>
      {text}
    </span>
  );
}
