/** Deeper than any schema or argument that people write; JSON.stringify and every walker of ours are safe up to here. */
export const DEEPEST_NESTING = 100;

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
