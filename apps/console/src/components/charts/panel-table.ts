export type PanelValue = string | number | null;

export interface PanelColumn {
  readonly name: string;
  readonly numeric?: boolean;
  /** As it is read; the file has it as it is. */
  readonly format?: (value: number) => string;
}

/** The same data as a chart's, for reading and for downloading. */
export interface PanelTable {
  readonly columns: readonly PanelColumn[];
  readonly rows: readonly (readonly PanelValue[])[];
}

/** RFC 4180. What is not known is empty, which is not 0. */
export function csvOf({ columns, rows }: PanelTable): string {
  return [columns.map(({ name }) => name), ...rows]
    .map((cells) => cells.map(cellOf).join(","))
    .join("\r\n")
    .concat("\r\n");
}

/** An object a row, under the names of the columns. What is not known is null. */
export function jsonOf({ columns, rows }: PanelTable): string {
  const objects = rows.map((cells) => Object.fromEntries(columns.map(({ name }, at) => [name, cells[at] ?? null])));
  return `${JSON.stringify(objects, null, 2)}\n`;
}

/** Spreadsheets run what begins like a formula; names of models come from callers. */
const FORMULA = /^[=+\-@\t\r]/;

function cellOf(value: PanelValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
