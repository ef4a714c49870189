import type { UsageRow } from "@sluice/definition/analytics";
import { ChartPanel } from "../../components/charts/chart-panel.tsx";
import { Badge } from "../../components/ui/badge.tsx";
import { LINK } from "../../components/ui/link-class.ts";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { goTo } from "../../components/usage-filters/use-usage-address.ts";
import { formatCount, formatMs } from "../../lib/format.ts";
import { formatCost, formatLarge } from "../../lib/format-amount.ts";
import { relativeChange } from "./change.ts";
import { ChangeWord } from "./change-word.tsx";
import type { Compared } from "./use-analytics.ts";
import { mostFirst } from "./values-of.ts";

export interface TopPanelProps {
  readonly title: string;
  /** What stands in the first column. */
  readonly what: string;
  readonly filter: "applicationId" | "apiId" | "subscriptionId" | "model";
  readonly rows: Compared;
  readonly nameOf: (id: string) => string;
  /** What those without one are called. */
  readonly none: string;
  readonly colourOf?: (id: string) => string;
}

/** All of them are in the table and the file. */
const MOST_SHOWN = 8;

/** Who used most: a click narrows the page to it. */
export function TopPanel({ title, what, filter, rows, nameOf, none, colourOf }: TopPanelProps) {
  const sorted = mostFirst(rows.now, ({ totalTokens }) => totalTokens);
  const most = Math.max(1, ...sorted.map(({ totalTokens }) => totalTokens ?? 0));
  const past = new Map(rows.before.map((row) => [row[filter] ?? null, row.totalTokens]));
  const tokensBefore = (row: UsageRow) => past.get(row[filter] ?? null) ?? null;
  const called = (row: UsageRow) => (row[filter] ? nameOf(row[filter]) : none);
  const table = {
    columns: [
      { name: what },
      { name: "Id" },
      { name: "Requests", numeric: true, format: formatCount },
      { name: "Tokens", numeric: true, format: formatCount },
      { name: "Tokens before", numeric: true, format: formatCount },
      { name: "Cost", numeric: true, format: formatCost },
      { name: "Unpriced tokens", numeric: true, format: formatCount },
      { name: "Whole p95", numeric: true, format: formatMs },
    ],
    rows: sorted.map((row) => [
      called(row),
      row[filter] ?? null,
      row.requests,
      row.totalTokens,
      tokensBefore(row),
      row.cost,
      row.unpricedTokens,
      row.p95Ms,
    ]),
  };
  return (
    <ChartPanel title={title} table={table} note={sorted.length > MOST_SHOWN ? `${MOST_SHOWN} of ${sorted.length}` : null}>
      <div className="-m-4">
        <Table label={title} reachable={!sorted.some((row) => row[filter])}>
          <thead>
            <tr>
              <HeadCell>{what}</HeadCell>
              <HeadCell numeric className="max-wide:hidden">
                Requests
              </HeadCell>
              <HeadCell numeric>Tokens</HeadCell>
              <HeadCell numeric>Cost</HeadCell>
              <HeadCell className="w-24 max-wide:hidden">Share</HeadCell>
              <HeadCell numeric className="max-narrow:hidden">
                Change
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, MOST_SHOWN).map((row) => (
              <Row key={row[filter] ?? ""}>
                <Cell className="h-9 w-full max-w-0 truncate">
                  {row[filter] ? (
                    <button type="button" className={`${LINK} max-w-full truncate`} onClick={() => goTo({ [filter]: row[filter] ?? "" })}>
                      {called(row)}
                    </button>
                  ) : (
                    <span className="text-muted">{none}</span>
                  )}
                </Cell>
                <Cell numeric className="h-9 max-wide:hidden">
                  {formatCount(row.requests)}
                </Cell>
                <Cell numeric className="h-9">
                  {row.totalTokens === null ? <span className="text-muted">–</span> : formatLarge(row.totalTokens)}
                </Cell>
                <Cell numeric className="h-9">
                  <Cost row={row} />
                </Cell>
                <Cell className="h-9 max-wide:hidden">
                  <Share part={(row.totalTokens ?? 0) / most} colour={colourOf?.(row[filter] ?? "") ?? "var(--chart-other)"} />
                </Cell>
                <Cell numeric className="h-9 max-narrow:hidden">
                  <Changed now={row.totalTokens} before={tokensBefore(row)} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
    </ChartPanel>
  );
}

function Changed({ now, before }: { readonly now: number | null; readonly before: number | null }) {
  const change = relativeChange(now, before);
  return change ? <ChangeWord change={change} /> : <span className="text-muted">–</span>;
}

function Cost({ row: { cost, unpricedTokens } }: { readonly row: UsageRow }) {
  if (cost === null) return unpricedTokens > 0 ? <Badge tone="warn">unpriced</Badge> : <span className="text-muted">–</span>;
  if (unpricedTokens === 0) return formatCost(cost);
  return (
    <span className="text-warn" title={`Without ${formatLarge(unpricedTokens)} tokens that have no price`}>
      from {formatCost(cost)}
    </span>
  );
}

function Share({ part, colour }: { readonly part: number; readonly colour: string }) {
  return (
    <span aria-hidden className="block h-1.5 min-w-12 rounded-sm bg-sunken">
      <span className="block h-full rounded-sm" style={{ width: `${part * 100}%`, background: colour }} />
    </span>
  );
}
