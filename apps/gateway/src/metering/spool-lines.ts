import { crc32 } from "node:zlib";

const CHECKSUM_LENGTH = 8;

/** A row with its checksum before it and its line end: eight hex digits, a space, the row. */
export function spoolLine(row: string): string {
  return `${crc32(row).toString(16).padStart(CHECKSUM_LENGTH, "0")} ${row}\n`;
}

export interface ReadLines {
  readonly rows: readonly string[];
  /** Lines that are not what was written: torn by a crash, or damaged. */
  readonly damaged: number;
}

/** The rows of a spool's file. A last line without its end was torn by a crash, and its request had not been answered. */
export function readSpoolLines(content: string): ReadLines {
  const lines = content.split("\n");
  const rows: string[] = [];
  let damaged = lines.pop() === "" ? 0 : 1;
  for (const line of lines) {
    const row = line.slice(CHECKSUM_LENGTH + 1);
    if (line[CHECKSUM_LENGTH] === " " && Number.parseInt(line.slice(0, CHECKSUM_LENGTH), 16) === crc32(row)) rows.push(row);
    else damaged++;
  }
  return { rows, damaged };
}
