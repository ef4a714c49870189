import type { UsageRow } from "@sluice/definition/analytics";
import { ChartPanel } from "../../components/charts/chart-panel.tsx";
import { Legend } from "../../components/charts/legend.tsx";
import { LineChart } from "../../components/charts/line-chart.tsx";
import { formatMs } from "../../lib/format.ts";
import { type PanelProps, selectTime, stepRows } from "./panel-props.ts";
import { valuesOf } from "./values-of.ts";

const LINES = [
  { name: "p50", colour: "var(--ink)", pick: (row: UsageRow) => row.firstByteP50Ms },
  { name: "p95", colour: "var(--chart-1)", pick: (row: UsageRow) => row.firstByteP95Ms },
  { name: "p99", colour: "var(--ink-muted)", unsure: true, pick: (row: UsageRow) => row.firstByteP99Ms },
] as const;

/** How long callers wait for the first byte of their answer. */
export function LatencyPanel({ data, className }: PanelProps) {
  const { steps, step, byTime, total } = data;
  const series = LINES.map(({ pick, ...line }) => ({ ...line, values: valuesOf(steps, byTime, pick) }));
  const inMs = (name: string) => ({ name, numeric: true, format: formatMs });
  const table = {
    columns: [{ name: "From" }, ...["First byte p50", "First byte p95", "First byte p99", "Whole p50", "Whole p95", "Whole p99"].map(inMs)],
    rows: stepRows(byTime, (row) => [row.firstByteP50Ms, row.firstByteP95Ms, row.firstByteP99Ms, row.p50Ms, row.p95Ms, row.p99Ms]),
  };
  const chart = { label: "Time to first byte over time", steps, stepMs: step.stepMs, series, format: formatMs, onSelect: selectTime };
  return (
    <ChartPanel title="Time to first byte" table={table} {...(className ? { className } : {})}>
      <LineChart chart={chart} className="h-34" />
      <Legend
        entries={LINES.map(({ name, colour, pick }) => {
          const value = total ? pick(total) : null;
          return { name, colour, value: value === null ? "–" : formatMs(value) };
        })}
      />
    </ChartPanel>
  );
}
