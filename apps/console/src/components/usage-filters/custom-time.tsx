"use client";

import { instantOf, localOf } from "../../lib/local-time.ts";
import { TextInput } from "../ui/text-input.tsx";
import { type TimeRange, timeChange } from "./usage-address.ts";
import { goTo } from "./use-usage-address.ts";

/** From when to when, in the reader's own time. A range that ends before it begins is not taken. */
export function CustomTime({ range: { fromMs, toMs } }: { readonly range: TimeRange }) {
  const choose = (from: number, to: number) => {
    if (to > from) goTo(timeChange(from, to));
  };
  return (
    <span className="inline-flex shrink-0 items-center gap-1.5">
      <Moment label="From" ms={fromMs} onChange={(ms) => choose(ms, toMs)} />
      <span className="text-muted">to</span>
      <Moment label="To" ms={toMs} onChange={(ms) => choose(fromMs, ms)} />
    </span>
  );
}

interface MomentProps {
  readonly label: string;
  readonly ms: number;
  readonly onChange: (ms: number) => void;
}

function Moment({ label, ms, onChange }: MomentProps) {
  return (
    <span className="w-54">
      <TextInput
        type="datetime-local"
        aria-label={label}
        value={localOf(new Date(ms).toISOString())}
        onChange={(event) => {
          const instant = instantOf(event.target.value);
          if (instant) onChange(Date.parse(instant));
        }}
      />
    </span>
  );
}
