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
        {chart.series.map((series) => (
          <path
            key={series.name}
            d={pathOf(series, top)}
            fill="none"
            stroke={series.colour}
            strokeWidth={1.5}
            strokeLinecap="round"
            strokeLinejoin="round"
            strokeDasharray={series.unsure ? "3 4" : undefined}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
    </TimeFrame>
  );
}

/** A single point between two gaps is a line of no length: its round ends make it a dot. */
function pathOf({ values }: Series, top: number): string {
  const width = 100 / values.length;
  return segmentsOf(values)
    .map((points) => {
      const [first, ...rest] = points.map(
        ({ at, value }) => `${((at + 0.5) * width).toFixed(2)} ${(100 - (value / top) * 100).toFixed(2)}`,
      );
      return `M${first}${rest.length === 0 ? `L${first}` : rest.map((point) => `L${point}`).join("")}`;
    })
    .join("");
}
