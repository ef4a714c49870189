"use client";

import { type ReactNode, useState } from "react";
import { classNames } from "../../lib/class-names.ts";
import { ChartTooltip } from "./chart-tooltip.tsx";
import type { TimeChart } from "./chart-types.ts";
import { nameStep } from "./name-step.ts";

export interface TimeFrameProps {
  readonly chart: TimeChart;
  /** The value at the top edge. */
  readonly top: number;
  readonly className?: string;
  readonly children: ReactNode;
}

/** More names would run into each other at 390 pixels. */
const MOST_NAMES = 5;

/** Scales, grid, exact values on hover, and a range by dragging: what every chart over time has. */
export function TimeFrame({ chart, top, className = "h-44", children }: TimeFrameProps) {
  const { steps, stepMs, format, onSelect } = chart;
  const [hovered, setHovered] = useState<number | null>(null);
  const [pressed, setPressed] = useState<number | null>(null);
  const named = Math.ceil(steps.length / MOST_NAMES);
  const stepAt = (event: React.PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * steps.length);
    return Math.min(steps.length - 1, Math.max(0, at));
  };
  const marked = hovered === null ? null : ([Math.min(hovered, pressed ?? hovered), Math.max(hovered, pressed ?? hovered)] as const);
  const release = () => {
    setPressed(null);
    const [from, to] = [steps[marked?.[0] ?? -1], steps[marked?.[1] ?? -1]];
    if (pressed !== null && from !== undefined && to !== undefined) onSelect?.(from, to + stepMs);
  };
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
      <div aria-hidden className={classNames("flex min-w-9 flex-col justify-between text-right text-xs text-muted", className)}>
        <span className="-mt-2">{format(top)}</span>
        <span>{format(top / 2)}</span>
        <span className="-mb-2">0</span>
      </div>
      <div
        role="img"
        aria-label={chart.label}
        className={classNames(
          "relative touch-pan-y border-b border-line bg-[linear-gradient(var(--chart-grid)_1px,transparent_1px)] bg-[length:100%_50%] select-none",
          onSelect && "cursor-crosshair",
          className,
        )}
        onPointerMove={(event) => setHovered(stepAt(event))}
        onPointerLeave={() => {
          setHovered(null);
          setPressed(null);
        }}
        onPointerDown={(event) => {
          if (event.button === 0 && onSelect) setPressed(stepAt(event));
        }}
        onPointerUp={release}
      >
        {marked ? (
          <span
            aria-hidden
            className={classNames("absolute inset-y-0", pressed === null ? "bg-hover" : "bg-accent-wash")}
            style={{ left: `${(marked[0] / steps.length) * 100}%`, width: `${((marked[1] - marked[0] + 1) / steps.length) * 100}%` }}
          />
        ) : null}
        {children}
        {hovered !== null && pressed === null ? <ChartTooltip chart={chart} at={hovered} /> : null}
      </div>
      <div aria-hidden className="col-start-2 mt-1.5 flex text-xs text-muted">
        {steps.map((step, at) => (
          <span key={step} className="w-0 flex-1 whitespace-nowrap">
            {at % named === 0 ? nameStep(step, stepMs) : ""}
          </span>
        ))}
      </div>
    </div>
  );
}
