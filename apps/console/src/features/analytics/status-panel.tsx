import { BarChart } from "../../components/charts/bar-chart.tsx";
import { ChartPanel } from "../../components/charts/chart-panel.tsx";
import { Legend } from "../../components/charts/legend.tsx";
import { goTo } from "../../components/usage-filters/use-usage-address.ts";
import { formatCount } from "../../lib/format.ts";
import { formatLarge } from "../../lib/format-amount.ts";
import { type PanelProps, selectTime, stepRows } from "./panel-props.ts";
import { sumOf, valuesOf } from "./values-of.ts";

const CLASSES = [
  { name: "2xx", colour: "var(--chart-other)" },
  { name: "4xx", colour: "var(--chart-6)" },
  { name: "5xx", colour: "var(--danger)" },
] as const;

/** Half a request is none: no scale names it. */
function sayWhole(count: number): string {
  return Number.isInteger(count) ? formatLarge(count) : "";
}

/** Answered above, refused and failed below on a scale of their own: a few among many would not be seen. */
export function StatusPanel({ data, className }: PanelProps) {
  const { steps, step, byTimeAndStatus } = data;
  const series = CLASSES.map(({ name, colour }) => ({
    name,
    colour,
    values: valuesOf(
      steps,
      byTimeAndStatus.filter(({ status }) => status === name),
      ({ requests }) => requests,
    ),
  }));
  const [good, ...bad] = series;
  const table = {
    columns: [{ name: "From" }, { name: "Status" }, { name: "Requests", numeric: true, format: formatCount }],
    rows: stepRows(byTimeAndStatus, (row) => [row.status ?? "", row.requests]),
  };
  const frame = { steps, stepMs: step.stepMs, format: sayWhole, exact: formatCount, onSelect: selectTime };
  return (
    <ChartPanel title="Requests by status" table={table} {...(className ? { className } : {})}>
      <BarChart chart={{ ...frame, label: "Answered requests over time", series: good ? [good] : [] }} className="h-14" />
      <div className="h-3" />
      <BarChart chart={{ ...frame, label: "Refused and failed requests over time", series: bad }} className="h-14" />
      <Legend
        entries={series.map(({ name, colour, values }) => ({
          name,
          colour,
          value: formatCount(sumOf(values) ?? 0),
          onSelect: () => goTo({ status: name }),
        }))}
      />
    </ChartPanel>
  );
}
