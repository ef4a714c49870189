import type { Series, TimeChart } from "./chart-types.ts";
import { scaleTop } from "./scale.ts";
import { segmentsOf } from "./segments.ts";
import { TimeFrame } from "./time-frame.tsx";

/** Lines over time. Where nothing is known a line ends, and begins again behind the gap. */
export function LineChart({ chart, className }: { readonly chart: TimeChart; readonly className?: string }) {
  const top = scaleTop(Math.max(0, ...chart.series.flatMap(({ values }) => values.map((value) => value ?? 0))));
  return (
    <TimeFrame chart={chart} top={top} {...(className ? { className } : {})}>
      <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full overflow-visible">
        {chart.series.map((series) => {
          const { lines, dots } = pathsOf(series, top);
          const stroke = { fill: "none", stroke: series.colour, strokeLinecap: "round", strokeLinejoin: "round" } as const;
          return (
            <g key={series.name} {...stroke}>
              <path d={lines} strokeWidth={1.5} strokeDasharray={series.unsure ? "3 4" : undefined} vectorEffect="non-scaling-stroke" />
              <path d={dots} strokeWidth={4} vectorEffect="non-scaling-stroke" />
            </g>
          );
        })}
      </svg>
    </TimeFrame>
  );
}

/** A single point between two gaps is a line of no length: its round ends make it a dot, and as thick as a line it would be overlooked. */
function pathsOf({ values }: Series, top: number): { readonly lines: string; readonly dots: string } {
  const width = 100 / values.length;
  const segments = segmentsOf(values).map((points) =>
    points.map(({ at, value }) => `${((at + 0.5) * width).toFixed(2)} ${(100 - (value / top) * 100).toFixed(2)}`),
  );
  return {
    lines: segments.map((points) => (points.length > 1 ? `M${points.join("L")}` : "")).join(""),
    dots: segments.map((points) => (points.length === 1 ? `M${points[0]}L${points[0]}` : "")).join(""),
  };
}
