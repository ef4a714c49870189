import type { DriftRow } from "@sluice/definition/reconciliations";
import { ChartPanel } from "../../components/charts/chart-panel.tsx";
import { Badge, type Tone } from "../../components/ui/badge.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { formatCount } from "../../lib/format.ts";
import { formatCost } from "../../lib/format-amount.ts";
import { formatPercent } from "./format-drift.ts";

const VERDICTS = {
  agrees: { word: "agrees", tone: "ok" },
  differs: { word: "differs", tone: "warn" },
  missing_ours: { word: "not in the ledger", tone: "danger" },
  missing_theirs: { word: "not on the bill", tone: "danger" },
} as const satisfies Record<DriftRow["verdict"], { readonly word: string; readonly tone: Tone }>;

const numeric = (name: string) => ({ name, numeric: true });
const COLUMNS = [
  { name: "Day" },
  { name: "Model" },
  { name: "Verdict" },
  ...["Tokens in here", "Tokens in there", "Tokens in, difference", "Tokens out here", "Tokens out there", "Tokens out, difference"].map(
    numeric,
  ),
  ...["Cost here", "Cost there", "Cost, difference", "Cost, percent"].map(numeric),
];
const amount = (text: string | null | undefined) => (text ? Number(text) : null);

/** Every day of every model: here, there, and how far apart. */
export function DriftTable({ rows }: { readonly rows: readonly DriftRow[] }) {
  const table = {
    columns: COLUMNS,
    rows: rows.map(({ day, model, verdict, ours, theirs, inputTokens, outputTokens, cost }) => [
      day,
      model,
      VERDICTS[verdict].word,
      ours?.inputTokens ?? null,
      theirs?.inputTokens ?? null,
      inputTokens.difference,
      ours?.outputTokens ?? null,
      theirs?.outputTokens ?? null,
      outputTokens.difference,
      amount(ours?.cost),
      amount(theirs?.cost),
      amount(cost.difference),
      cost.percent,
    ]),
  };
  return (
    <ChartPanel title="By model and day" table={table}>
      {rows.length === 0 ? (
        <p className="text-muted">Nothing differs by more than that.</p>
      ) : (
        <div className="-m-4">
          <Table label="Drift by model and day" reachable>
            <thead>
              <tr>
                <HeadCell>Day</HeadCell>
                <HeadCell className="max-wide:hidden">Verdict</HeadCell>
                <HeadCell className="max-wide:hidden">Model</HeadCell>
                <HeadCell numeric>Tokens in</HeadCell>
                <HeadCell numeric>Tokens out</HeadCell>
                <HeadCell numeric>Cost</HeadCell>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={`${row.day} ${row.model}`}>
                  <Cell className="h-14 max-wide:py-2">
                    {row.day}
                    <span className="grid max-w-40 justify-items-start gap-1 wide:hidden">
                      <span className="font-mono text-xs wrap-anywhere whitespace-normal text-muted">{row.model}</span>
                      <Verdict of={row.verdict} />
                    </span>
                  </Cell>
                  <Cell className="max-wide:hidden">
                    <Verdict of={row.verdict} />
                  </Cell>
                  <Cell className="max-w-70 truncate font-mono text-code max-wide:hidden">{row.model}</Cell>
                  <Cell numeric>
                    <Sides here={count(row.ours?.inputTokens)} there={count(row.theirs?.inputTokens)} percent={row.inputTokens.percent} />
                  </Cell>
                  <Cell numeric>
                    <Sides
                      here={count(row.ours?.outputTokens)}
                      there={count(row.theirs?.outputTokens)}
                      percent={row.outputTokens.percent}
                    />
                  </Cell>
                  <Cell numeric>
                    <Sides here={cost(row.ours?.cost)} there={cost(row.theirs?.cost)} percent={row.cost.percent} />
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </ChartPanel>
  );
}

const count = (value: number | null | undefined) => (value === null || value === undefined ? null : formatCount(value));
const cost = (value: string | null | undefined) => (value ? formatCost(Number(value)) : null);

function Verdict({ of }: { readonly of: DriftRow["verdict"] }) {
  return <Badge tone={VERDICTS[of].tone}>{VERDICTS[of].word}</Badge>;
}

interface SidesProps {
  readonly here: string | null;
  readonly there: string | null;
  readonly percent: number | null;
}

/** By how much, and `1,000 here, 990 there`; a side that says nothing is left out. */
function Sides({ here, there, percent }: SidesProps) {
  return (
    <span className="grid">
      <span>{formatPercent(percent)}</span>
      <span className="flex flex-wrap justify-end gap-x-1 text-xs text-muted max-wide:grid max-wide:justify-items-end">
        {here ? <span>{there ? `${here} here,` : `${here} here`}</span> : null}
        {there ? <span>{there} there</span> : null}
      </span>
    </span>
  );
}
