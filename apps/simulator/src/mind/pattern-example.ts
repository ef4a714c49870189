/** `{1000000}` would be honest, and of use to nobody. */
const MAX_REPEATS = 64;

interface Reader {
  readonly pattern: string;
  at: number;
}

/**
 * The shortest text that a plain regular expression matches: literals, classes, groups, alternatives (the first) and quantifiers (the least).
 * Look-around and back references are skipped, so check the result against the expression.
 */
export function patternExample(pattern: string): string {
  return alternatives({ pattern, at: 0 });
}

/** Reads up to `)` or the end; keeps the first alternative. */
function alternatives(reader: Reader): string {
  const first = sequence(reader);
  while (reader.pattern[reader.at] === "|") {
    reader.at += 1;
    sequence(reader);
  }
  return first;
}

function sequence(reader: Reader): string {
  let text = "";
  while (reader.at < reader.pattern.length && !"|)".includes(reader.pattern[reader.at] ?? "")) {
    const one = atom(reader);
    text += one.repeat(least(reader));
  }
  return text;
}

function atom(reader: Reader): string {
  const character = reader.pattern[reader.at] ?? "";
  reader.at += 1;
  if (character === "^" || character === "$") return "";
  if (character === ".") return "a";
  if (character === "\\") return escaped(reader);
  if (character === "[") return characterClass(reader);
  if (character === "(") return group(reader);
  return character;
}

function group(reader: Reader): string {
  const opening = /^\?(?:[:=!]|<[=!]|<[A-Za-z]\w*>)/.exec(reader.pattern.slice(reader.at))?.[0] ?? "";
  reader.at += opening.length;
  const text = alternatives(reader);
  reader.at += 1;
  return /[=!]$/.test(opening) ? "" : text;
}

function escaped(reader: Reader): string {
  const character = reader.pattern[reader.at] ?? "";
  reader.at += 1;
  const known: Readonly<Record<string, string>> = {
    d: "1",
    w: "a",
    s: " ",
    D: "a",
    W: "-",
    S: "a",
    n: "\n",
    t: "\t",
    r: "\r",
    b: "",
    B: "",
  };
  if (character === "p" || character === "P") {
    const name = /^\{[^}]*\}/.exec(reader.pattern.slice(reader.at))?.[0] ?? "";
    reader.at += name.length;
    return /Lu/.test(name) ? "A" : /N/.test(name) ? "1" : "a";
  }
  return known[character] ?? character;
}

function characterClass(reader: Reader): string {
  const end = closing(reader);
  const inside = reader.pattern.slice(reader.at, end);
  reader.at = end + 1;
  if (inside.startsWith("^")) return [..."a1 -_A"].find((one) => !classHas(inside, one)) ?? "a";
  return inside.startsWith("\\") ? escaped({ pattern: inside, at: 1 }) : (inside[0] ?? "");
}

function classHas(inside: string, character: string): boolean {
  try {
    return !new RegExp(`[${inside}]`, "u").test(character);
  } catch {
    return false;
  }
}

function closing({ pattern, at }: Reader): number {
  let end = at;
  while (end < pattern.length && pattern[end] !== "]") end += pattern[end] === "\\" ? 2 : 1;
  return end;
}

/** The fewest repeats that the quantifier here allows; `*` and `?` give none. */
function least(reader: Reader): number {
  const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(reader.pattern.slice(reader.at));
  if (!quantifier) return 1;
  reader.at += quantifier[0].length;
  if (quantifier[1] !== undefined) return Math.min(Number(quantifier[1]), MAX_REPEATS);
  return quantifier[0].startsWith("+") ? 1 : 0;
}
