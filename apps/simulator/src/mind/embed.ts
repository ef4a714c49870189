import { createHash } from "node:crypto";

/** A unit vector: each word adds its own direction, so texts that share words are near each other. */
export function embed(words: readonly string[], dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of words) {
    let state = createHash("sha256").update(word).digest().readUInt32LE(0);
    for (let at = 0; at < dimensions; at += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      vector[at] = (vector[at] ?? 0) + state / 0x80000000 - 1;
    }
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** The words of a text, in lower case; the whole text when it has none. */
export function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [text];
}
