/** Deeper than any schema or argument that people write; JSON.stringify and every walker of ours are safe up to here. */
export const DEEPEST_NESTING = 100;

/** Far deeper than any arguments that a model writes, and far from where writing them as JSON would run out of stack. */
const DEEPEST_ANSWER = 1_000;

/** Whether a provider's JSON of `length` characters, parsed, nests too deeply to be written again. Free for all but long ones. */
export function isTooDeepAnswer(value: unknown, length: number): boolean {
  return length >= 2 * DEEPEST_ANSWER && nestsDeeperThan(value, DEEPEST_ANSWER);
}

/** Whether arrays and objects stand in each other more than `limit` deep. Does not recurse: the value may be hostile. */
export function nestsDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== "object" || item === null) continue;
      for (const member of Object.values(item)) if (typeof member === "object" && member !== null) next.push(member);
    }
    if (next.length > 0 && depth >= limit) return true;
    level = next;
  }
  return false;
}
