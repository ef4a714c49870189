import type { Reconciliation as Row } from "@sluice/db/generated/client";
import type { Reconciliation } from "@sluice/definition/reconciliations";

export const dayText = (day: Date): string => day.toISOString().slice(0, 10);

export function reconciliationResource(row: Row): Reconciliation {
  const { id, format, fileName, provider, skippedRows, createdBy } = row;
  const days = { fromDay: dayText(row.fromDay), toDay: dayText(row.toDay) };
  return { id, format, fileName, provider, ...days, skippedRows, createdBy, createdAt: row.createdAt.toISOString() };
}
