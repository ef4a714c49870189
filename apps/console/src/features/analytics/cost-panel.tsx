import { BarChart } from "../../components/charts/bar-chart.tsx";
import { ChartPanel } from "../../components/charts/chart-panel.tsx";
import { Legend } from "../../components/charts/legend.tsx";
import { OTHER_COLOUR, seriesColours } from "../../components/charts/series-colour.ts";
import { goTo } from "../../components/usage-filters/use-usage-address.ts";
import { formatCount } from "../../lib/format.ts";
import { formatCost, formatLarge } from "../../lib/format-amount.ts";
import { type PanelProps, selectTime, stepRows } from "./panel-props.ts";
import { mostFirst, sumOf, valuesOf } from "./values-of.ts";

/** More colours than these are not told apart; the rest is one grey. */
const MOST_SHOWN = 7;
const OTHERS = "other models";

/** What each model cost, over time. What has no price is in no bar: the banner above the page says so. */
export function CostPanel({ data, className }: PanelProps) {
  const { steps, step, byModel, byTimeAndModel, total } = data;
  const priced = mostFirst(
    byModel.now.filter(({ cost }) => cost !== null),
    ({ cost }) => cost,
  );
  const shown = priced.slice(0, MOST_SHOWN).map(({ model }) => model ?? "");
  const colours = seriesColours(shown);
  const unpriced = byModel.now.filter(({ cost, unpricedTokens }) => cost === null && unpricedTokens > 0);
  const of = (model: string) => byTimeAndModel.filter((row) => row.model === model);
  const rest = priced.slice(MOST_SHOWN).map(({ model }) => valuesOf(steps, of(model ?? ""), ({ cost }) => cost));
  const series = [
    ...shown.map((name) => ({ name, colour: colours.get(name) ?? OTHER_COLOUR, values: valuesOf(steps, of(name), ({ cost }) => cost) })),
    ...(rest.length === 0
      ? []
      : [{ name: OTHERS, colour: OTHER_COLOUR, values: steps.map((_, at) => sumOf(rest.map((values) => values[at] ?? null))) }]),
  ];
  const table = {
    columns: [
      { name: "From" },
      { name: "Model" },
      { name: "Cost", numeric: true, format: formatCost },
      { name: "Unpriced tokens", numeric: true, format: formatCount },
    ],
    rows: stepRows(
      byTimeAndModel.filter(({ model }) => model !== null),
      (row) => [row.model ?? "", row.cost, row.unpricedTokens],
    ),
  };
  const chart = { label: "Cost over time by model", steps, stepMs: step.stepMs, series, format: formatCost, onSelect: selectTime };
  return (
    <ChartPanel
      title="Cost by model"
      note={typeof total?.cost === "number" ? formatCost(total.cost) : "nothing priced"}
      table={table}
      {...(className ? { className } : {})}
    >
      <BarChart chart={chart} className="h-36" />
      <Legend
        inLines
        entries={[
          ...series.map(({ name, colour, values }) => ({
            name,
            colour,
            value: formatCost(sumOf(values) ?? 0),
            ...(name === OTHERS ? {} : { onSelect: () => goTo({ model: name }) }),
          })),
          ...unpriced.map(({ model, unpricedTokens }) => ({
            name: model ?? "",
            colour: OTHER_COLOUR,
            unsure: true,
            value: `unpriced, ${formatLarge(unpricedTokens)} tokens`,
            onSelect: () => goTo({ model: model ?? "" }),
          })),
        ]}
      />
    </ChartPanel>
  );
}
