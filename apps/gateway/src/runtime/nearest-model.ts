import type { ListedModel } from "./compiled-api.ts";

/** Longer names are nobody's typing mistake, and comparing costs the product of the lengths. */
const LONGEST_COMPARED = 80;
const MOST_COMPARED = 500;
/** Of the longer name's characters, this share may differ. */
const MOST_DIFFERENT = 0.5;

/** The listed id that is most like what was asked for, by edits, with or without its prefix. Null when none is near. */
export function nearestModel(asked: string, listed: readonly ListedModel[]): string | null {
  const wanted = asked.toLowerCase();
  if (wanted === "" || wanted.length > LONGEST_COMPARED) return null;
  let nearest: string | null = null;
  let least = MOST_DIFFERENT;
  for (const { id } of listed.slice(0, MOST_COMPARED)) {
    const whole = id.toLowerCase();
    for (const spelling of [whole, whole.slice(whole.indexOf(":") + 1)]) {
      if (spelling.length > LONGEST_COMPARED) continue;
      const difference = distance(wanted, spelling) / Math.max(wanted.length, spelling.length);
      if (difference < least) [nearest, least] = [id, difference];
    }
  }
  return nearest;
}

/** Insertions, deletions and replacements that make `a` into `b` (Levenshtein), in one row of memory. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
