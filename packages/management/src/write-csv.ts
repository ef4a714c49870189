export type Cell = string | null;

/** Spreadsheets take a cell that begins like this for a formula, and run it for whoever opens the file. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[";\r\n]/;

/** CSV (RFC 4180) with semicolons, as Gravitee writes it. Cells that a spreadsheet would run are made text by an apostrophe. */
export function writeCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map(writeRow).join("");
}

/** One line of it, for what is written piece by piece. */
export function writeRow(cells: readonly Cell[]): string {
  return `${cells.map(writeCell).join(";")}\r\n`;
}

function writeCell(cell: Cell): string {
  const text = cell === null ? "" : FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
