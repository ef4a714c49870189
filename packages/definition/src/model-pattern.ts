/** Alternatives that one pattern may unfold to; more is a mistake, not a list of models. */
const MOST_ALTERNATIVES = 200;

/**
 * Gravitee's globs as a test: `*` is any run of characters, `(a|b)` a choice, all else literal. Linear in the name's length.
 * An empty pattern matches nothing. Returns null when the brackets do not pair or the choices are too many.
 */
export function compileModelPattern(pattern: string): ((name: string) => boolean) | null {
  const globs = alternatives(pattern.trim());
  if (!globs) return null;
  return (name) => globs.some((glob) => glob !== "" && matchesGlob(glob, name));
}

/** `x(a|b)y|z` → `xay`, `xby`, `z`. Brackets do not nest. */
function alternatives(pattern: string): string[] | null {
  let unfolded = [""];
  let whole: string[] = [];
  for (const part of pattern.split(/(\([^()]*\)|\|)/)) {
    if (part === "|") {
      whole = [...whole, ...unfolded];
      unfolded = [""];
      continue;
    }
    const isChoice = part.startsWith("(") && part.endsWith(")");
    if (!isChoice && /[()]/.test(part)) return null;
    const choice = isChoice ? part.slice(1, -1).split("|") : [part];
    unfolded = unfolded.flatMap((start) => choice.map((end) => start + end));
    if (unfolded.length + whole.length > MOST_ALTERNATIVES) return null;
  }
  return [...whole, ...unfolded];
}

/** Pieces between the stars, each found as early as possible after the one before. */
function matchesGlob(glob: string, name: string): boolean {
  const [first = "", ...rest] = glob.split("*");
  if (rest.length === 0) return name === glob;
  const last = rest.pop() ?? "";
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}
