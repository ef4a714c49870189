import type { UsageRow } from "@sluice/definition/analytics";
import { BarChart } from "../../components/charts/bar-chart.tsx";
import { ChartPanel } from "../../components/charts/chart-panel.tsx";
import { Legend } from "../../components/charts/legend.tsx";
import { nameInterval } from "../../components/charts/name-step.ts";
import { formatCount } from "../../lib/format.ts";
import { formatLarge } from "../../lib/format-amount.ts";
import { type PanelProps, selectTime, stepRows } from "./panel-props.ts";
import { sumOf, valuesOf } from "./values-of.ts";

const less = (all: number | null, part: number) => (all === null ? null : all - part);

/** Input at the bottom, output on it; what was guessed is hatched. */
const SERIES = [
  { name: "Input", colour: "var(--token-in)", unsure: false, pick: (row: UsageRow) => less(row.promptTokens, row.estimatedPromptTokens) },
  { name: "Input, estimated", colour: "var(--token-in)", unsure: true, pick: (row: UsageRow) => row.estimatedPromptTokens || null },
  {
    name: "Output",
    colour: "var(--token-out)",
    unsure: false,
    pick: (row: UsageRow) => less(row.completionTokens, row.estimatedCompletionTokens),
  },
  { name: "Output, estimated", colour: "var(--token-out)", unsure: true, pick: (row: UsageRow) => row.estimatedCompletionTokens || null },
] as const;

export function TokensPanel({ data, className }: PanelProps) {
  const { steps, step, byTime, total } = data;
  const all = SERIES.map(({ pick, ...series }) => ({ ...series, values: valuesOf(steps, byTime, pick) }));
  const series = all.filter(({ values, unsure }) => !unsure || sumOf(values) !== null);
  const isGuessed = series.some(({ unsure }) => unsure);
  const table = {
    columns: [
      { name: "From" },
      ...["Requests", "Tokens in", "Tokens in, estimated", "Cached", "Tokens out", "Tokens out, estimated"].map((name) => ({
        name,
        numeric: true,
        format: formatCount,
      })),
    ],
    rows: stepRows(byTime, (row) => [
      row.requests,
      row.promptTokens,
      row.estimatedPromptTokens,
      row.cachedTokens,
      row.completionTokens,
      row.estimatedCompletionTokens,
    ]),
  };
  const chart = {
    label: "Tokens over time",
    steps,
    stepMs: step.stepMs,
    series,
    format: formatLarge,
    exact: formatCount,
    onSelect: selectTime,
  };
  return (
    <ChartPanel title="Tokens over time" note={nameInterval(step.stepMs)} table={table} {...(className ? { className } : {})}>
      <BarChart chart={chart} className="h-56" />
      <Legend entries={series.map((one) => ({ ...one, value: formatLarge(sumOf(one.values) ?? 0) }))}>
        {total?.cachedTokens ? <span>{formatLarge(total.cachedTokens)} of the input cached</span> : null}
        {isGuessed ? <span className="ml-auto">Estimated where a provider gave no count</span> : null}
      </Legend>
    </ChartPanel>
  );
}
