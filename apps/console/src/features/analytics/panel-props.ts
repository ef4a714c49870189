import type { UsageRow } from "@sluice/definition/analytics";
import type { PanelValue } from "../../components/charts/panel-table.ts";
import { timeChange } from "../../components/usage-filters/usage-address.ts";
import { goTo } from "../../components/usage-filters/use-usage-address.ts";
import type { Analytics } from "./use-analytics.ts";

export interface PanelProps {
  readonly data: Analytics;
  readonly className?: string;
}

/** A step that was clicked or a stretch that was dragged becomes the page's time. */
export function selectTime(fromMs: number, toMs: number): void {
  goTo(timeChange(fromMs, toMs));
}

/** A line a step that had requests, its beginning in UTC first. */
export function stepRows(rows: readonly UsageRow[], cells: (row: UsageRow) => readonly PanelValue[]): readonly (readonly PanelValue[])[] {
  return rows.map((row) => [row.timestamp ?? "", ...cells(row)]);
}
