const COLOURS = 8;

/** Name → colour token. A name keeps its colour on every page, unless two of those shown would have the same. */
export function seriesColours(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<number>();
  const colours = new Map<string, string>();
  for (const name of [...names].sort()) {
    const wanted = hash(name) % COLOURS;
    const free = Array.from({ length: COLOURS }, (_, at) => (wanted + at) % COLOURS).find((at) => !taken.has(at));
    if (free !== undefined) taken.add(free);
    colours.set(name, free === undefined ? OTHER_COLOUR : `var(--chart-${free + 1})`);
  }
  return colours;
}

export const OTHER_COLOUR = "var(--chart-other)";

/** FNV-1a: well spread over eight for names that differ by a digit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}
