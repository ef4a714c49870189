import type { TimeChart } from "./chart-types.ts";
import { hatched } from "./hatched.ts";
import { scaleTop } from "./scale.ts";
import { TimeFrame } from "./time-frame.tsx";

/** Stacked bars over time, the first series at the bottom. A step of which nothing is known has no bar. */
export function BarChart({ chart, className }: { readonly chart: TimeChart; readonly className?: string }) {
  const { steps, series } = chart;
  const top = scaleTop(Math.max(0, ...steps.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0))));
  const upwards = [...series].reverse();
  return (
    <TimeFrame chart={chart} top={top} {...(className ? { className } : {})}>
      <div aria-hidden className="absolute inset-0 flex items-end">
        {steps.map((step, at) => (
          <span key={step} className="relative flex h-full min-w-0 flex-1 flex-col justify-end px-px">
            {upwards.map(({ name, colour, unsure, values }) => {
              const value = values[at] ?? 0;
              if (value <= 0) return null;
              // What is there is seen, however little it is.
              const style = { height: `${(value / top) * 100}%`, minHeight: 1, background: unsure ? hatched(colour) : colour };
              return <span key={name} className="block" style={style} />;
            })}
          </span>
        ))}
      </div>
    </TimeFrame>
  );
}
