import type { WhatIfChange, WhatIfRow } from "@sluice/definition/what-if";
import { ChartPanel } from "../../components/charts/chart-panel.tsx";
import { Badge } from "../../components/ui/badge.tsx";
import { Button } from "../../components/ui/button.tsx";
import { LINK } from "../../components/ui/link-class.ts";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { formatCount } from "../../lib/format.ts";
import { formatCost, formatLarge } from "../../lib/format-amount.ts";
import { formatDifference } from "./format-difference.ts";
import { nameChange } from "./name-change.ts";

export interface WhatIfTableProps {
  readonly rows: readonly WhatIfRow[];
  readonly changes: readonly WhatIfChange[];
  readonly onAsk: (row: WhatIfRow) => void;
  readonly onBack: (row: WhatIfRow) => void;
}

/** Model by model: what it cost, as what to price it, what it would cost. */
export function WhatIfTable({ rows, changes, onAsk, onBack }: WhatIfTableProps) {
  const named = (row: WhatIfRow) =>
    nameChange(changes.find(({ model, provider }) => model === row.model && (provider ?? null) === row.provider));
  const amount = (text: string | null) => (text === null ? null : Number(text));
  const table = {
    columns: [
      { name: "Provider" },
      { name: "Model sent" },
      { name: "Priced as" },
      ...["Requests", "Tokens in", "Tokens out"].map((name) => ({ name, numeric: true, format: formatCount })),
      { name: "Cost before", numeric: true, format: formatCost },
      { name: "Cost after", numeric: true, format: formatCost },
    ],
    rows: rows.map((row) => [
      row.provider,
      row.model,
      row.changed ? named(row) : null,
      row.requests,
      row.inputTokens,
      row.outputTokens,
      amount(row.before),
      amount(row.after),
    ]),
  };
  return (
    <ChartPanel title="By model" table={table}>
      <div className="-m-4">
        <Table label="What if, by model">
          <thead>
            <tr>
              <HeadCell>Model sent</HeadCell>
              <HeadCell numeric className="max-wide:hidden">
                Requests
              </HeadCell>
              <HeadCell numeric className="max-wide:hidden">
                Tokens
              </HeadCell>
              <HeadCell numeric className="max-narrow:hidden">
                Before
              </HeadCell>
              <HeadCell>Priced as</HeadCell>
              <HeadCell numeric>After</HeadCell>
              <HeadCell numeric className="max-wide:hidden">
                Difference
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.provider} ${row.model}`}>
                <Cell className="max-w-60 truncate max-narrow:max-w-30 max-narrow:py-1.5 max-narrow:whitespace-normal">
                  <span className="font-mono text-code wrap-anywhere">{row.model}</span>{" "}
                  <span className="text-muted max-wide:hidden">{row.provider}</span>
                </Cell>
                <Cell numeric className="max-wide:hidden">
                  {formatCount(row.requests)}
                </Cell>
                <Cell numeric className="max-wide:hidden">
                  {formatLarge(row.inputTokens + row.outputTokens)}
                </Cell>
                <Cell numeric className="max-narrow:hidden">
                  <Amount text={row.before} />
                </Cell>
                <Cell className="max-w-72">
                  {row.changed ? (
                    <span className="grid">
                      <span className="flex items-center gap-x-3 max-narrow:flex-wrap">
                        <button type="button" className={`${LINK} truncate`} onClick={() => onAsk(row)}>
                          {named(row)}
                        </button>
                        <button type="button" className="text-muted hover:text-ink" onClick={() => onBack(row)}>
                          Take back
                        </button>
                      </span>
                      {row.note ? <span className="text-xs whitespace-normal text-warn">{row.note}</span> : null}
                    </span>
                  ) : (
                    <Button size="sm" onClick={() => onAsk(row)} aria-label={`Price as… ${row.model} of ${row.provider}`}>
                      Price as…
                    </Button>
                  )}
                </Cell>
                <Cell numeric>
                  <Amount text={row.after} />
                  {row.changed ? (
                    <span className="block text-xs text-muted narrow:hidden">
                      was {row.before === null ? "unpriced" : formatCost(Number(row.before))}
                    </span>
                  ) : null}
                </Cell>
                <Cell numeric className="text-muted max-wide:hidden">
                  {row.changed && row.before !== null && row.after !== null ? formatDifference(row.before, row.after).amount : "–"}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
    </ChartPanel>
  );
}

function Amount({ text }: { readonly text: string | null }) {
  return text === null ? <Badge tone="warn">unpriced</Badge> : formatCost(Number(text));
}
