import type { ScannedObject } from "./scan-json.ts";

/** A top-level key and the JSON that its value is to be. */
export type JsonEdit = readonly [key: string, json: string];

/**
 * Puts values at top-level keys of a JSON object and leaves every other byte as it is. Keys that are not there yet are added at the front.
 * `scanned` is what scanJson said of `body`, and no key stands there twice.
 */
export function editJson(body: Buffer, scanned: ScannedObject, edits: readonly JsonEdit[]): Buffer {
  const splices = edits.map(([key, json]): Splice => {
    const member = scanned.members.get(key);
    if (member) return { start: member.start, end: member.end, bytes: Buffer.from(json) };
    return { start: scanned.insertAt, end: scanned.insertAt, bytes: Buffer.from(`${JSON.stringify(key)}:${json},`) };
  });
  if (scanned.members.size === 0) dropLastComma(splices);
  splices.sort((a, b) => a.start - b.start);
  return splice(body, splices);
}

/** Below this a copy costs less than a microsecond; above it is the larger part of what a long prompt costs a gateway. */
const OVERWRITTEN_BYTES = 16_384;
const SPACE = 0x20;

/**
 * One value of a long body, written over the former one, with spaces behind it. False when it does not fit there, or the body is short:
 * `editJson` is for those. For bodies that nobody reads again as they were.
 */
export function overwriteJson(body: Buffer, scanned: ScannedObject, [key, json]: JsonEdit): boolean {
  const member = scanned.members.get(key);
  if (!member || body.length < OVERWRITTEN_BYTES || Buffer.byteLength(json) > member.end - member.start) return false;
  const written = body.write(json, member.start);
  body.fill(SPACE, member.start + written, member.end);
  return true;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  bytes: Buffer;
}

function dropLastComma(splices: Splice[]): void {
  const last = splices.at(-1);
  if (last) last.bytes = last.bytes.subarray(0, -1);
}

function splice(body: Buffer, splices: readonly Splice[]): Buffer {
  let length = body.length;
  for (const { start, end, bytes } of splices) length += bytes.length - (end - start);
  const edited = Buffer.allocUnsafe(length);
  let from = 0;
  let to = 0;
  for (const { start, end, bytes } of splices) {
    to += body.copy(edited, to, from, start);
    to += bytes.copy(edited, to);
    from = end;
  }
  body.copy(edited, to, from);
  return edited;
}
