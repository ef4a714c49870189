import { crc32 } from "node:zlib";

const CHECKSUM_LENGTH = 8;

/** A row with its checksum before it and its line end: eight hex digits, a space, the row. */
export function spoolLine(row: string): string {
  return `${crc32(row).toString(16).padStart(CHECKSUM_LENGTH, "0")} ${row}\n`;
}

export interface ReadLines {
  /** Each with its line end, as COPY takes them. It lies where the lines were. */
  readonly rows: Buffer;
  readonly count: number;
  /** Lines that are not what was written: torn by a crash, or damaged. */
  readonly damaged: number;
}

const [LINE_END, SPACE] = [0x0a, 0x20];

/**
 * The rows of a spool's file, moved together within it: under load a file has thousands, and as strings they would be kept until V8 looks through
 * the whole of its heap. A last line without its end was torn by a crash, and its request had not been answered.
 */
export function readSpoolLines(content: Buffer): ReadLines {
  let [start, written, count, damaged] = [0, 0, 0, 0];
  for (let end = content.indexOf(LINE_END); end >= 0; end = content.indexOf(LINE_END, start)) {
    const row = start + CHECKSUM_LENGTH + 1;
    if (row <= end && content[row - 1] === SPACE && readChecksum(content, start) === crc32(content.subarray(row, end))) {
      content.copyWithin(written, row, end + 1);
      written += end + 1 - row;
      count++;
    } else damaged++;
    start = end + 1;
  }
  if (start < content.length) damaged++;
  return { rows: content.subarray(0, written), count, damaged };
}

function readChecksum(content: Buffer, at: number): number {
  return Number.parseInt(content.toString("latin1", at, at + CHECKSUM_LENGTH), 16);
}
