import { createHash } from "node:crypto";

/** A short name for a text, always the same: `[0-9a-zA-Z]`-safe hex of `length` characters (at most 64). */
export function digest(text: string, length = 24): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** One of the choices, always the same for the same text. */
export function pick<T>(choices: readonly [T, ...T[]], text: string): T {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) >>> 0;
  return choices[sum % choices.length] ?? choices[0];
}
