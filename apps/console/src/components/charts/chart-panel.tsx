"use client";

import { ChartColumn, Download, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Card } from "../ui/card.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Menu } from "../ui/menu.tsx";
import { Cell, HeadCell, Row, Table } from "../ui/table.tsx";
import { csvOf, jsonOf, type PanelColumn, type PanelTable, type PanelValue } from "./panel-table.ts";

export interface ChartPanelProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly table: PanelTable;
  readonly className?: string;
  /** The picture; left out where the table is the picture. */
  readonly children?: ReactNode;
}

/** A chart that opens as a table and downloads as CSV or JSON. */
export function ChartPanel({ title, note, table, className, children }: ChartPanelProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <Card
      title={title}
      note={note}
      flush
      aria-label={title}
      {...(className ? { className } : {})}
      actions={
        <span className="flex">
          {children ? (
            <IconButton
              size="sm"
              label={`${title} as ${asTable ? "a chart" : "a table"}`}
              icon={asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
              onClick={() => setAsTable(!asTable)}
            />
          ) : null}
          <Menu
            trigger={<IconButton plain size="sm" label={`Download ${title}`} icon={<Download aria-hidden />} />}
            groups={[
              [
                { label: "CSV", onSelect: () => download(`${fileName(title)}.csv`, new Blob([csvOf(table)], { type: "text/csv" })) },
                {
                  label: "JSON",
                  onSelect: () => download(`${fileName(title)}.json`, new Blob([jsonOf(table)], { type: "application/json" })),
                },
              ],
            ]}
          />
        </span>
      }
    >
      {asTable || !children ? (
        // It scrolls, so the keyboard must reach it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by arrow keys
        <section aria-label={`${title}, values`} tabIndex={0} className="max-h-80 overflow-y-auto focus-visible:-outline-offset-2">
          <PanelRows label={title} table={table} />
        </section>
      ) : (
        <div className="p-4">{children}</div>
      )}
    </Card>
  );
}

function PanelRows({ label, table: { columns, rows } }: { readonly label: string; readonly table: PanelTable }) {
  return (
    <Table label={label} reachable>
      <thead>
        <tr>
          {columns.map(({ name, numeric = false }) => (
            <HeadCell key={name} numeric={numeric}>
              {name}
            </HeadCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are not told apart by what they hold
          <Row key={at}>
            {columns.map((column, place) => (
              <Cell key={column.name} numeric={column.numeric ?? false} className="h-8">
                {shown(cells[place] ?? null, column)}
              </Cell>
            ))}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function shown(value: PanelValue, { format }: PanelColumn): string {
  if (value === null) return "–";
  return typeof value === "number" ? (format?.(value) ?? String(value)) : value;
}

function fileName(title: string): string {
  return title.toLowerCase().replaceAll(" ", "-");
}

function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to save it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
