import type { TimeChart } from "./chart-types.ts";
import { Swatch } from "./legend.tsx";
import { nameSpan } from "./name-step.ts";

/** The exact values of one step, beside it. */
export function ChartTooltip({
  chart: { steps, stepMs, series, format, exact = format },
  at,
}: {
  readonly chart: TimeChart;
  readonly at: number;
}) {
  const start = steps[at];
  if (start === undefined) return null;
  const known = series.filter(({ values }) => (values[at] ?? null) !== null);
  const isRight = at > steps.length / 2;
  const place = `${((isRight ? steps.length - at : at + 1) / steps.length) * 100}%`;
  return (
    <div
      className="pointer-events-none absolute top-0 z-20 grid min-w-44 gap-1 rounded-md bg-float p-2.5 text-xs whitespace-nowrap shadow-float"
      style={isRight ? { right: place } : { left: place }}
    >
      <p className="font-medium">{nameSpan(start, stepMs)}</p>
      {known.length === 0 ? <p className="text-muted">no data</p> : null}
      {known.map((one) => (
        <p key={one.name} className="flex items-center gap-1.5">
          <Swatch {...one} />
          <span className="max-w-48 truncate">{one.name}</span>
          <span className="ml-auto pl-3 font-medium">{exact(one.values[at] ?? 0)}</span>
        </p>
      ))}
    </div>
  );
}
