/**
 * A regular expression (RE2's syntax) that matches every beginning of what the given one matches, the whole included: with `\z` behind it, it
 * tells from where on a text that goes on may still become a match. Assertions count as fulfilled, so that rather too much is open. Null for
 * syntax that is not understood here.
 */
export function prefixPattern(pattern: string): string | null {
  const parser = new PrefixParser(pattern);
  const node = parser.alternation();
  return node === null || !parser.atEnd ? null : node.prefix;
}

/** A part of a pattern: itself, and its beginnings. */
interface Part {
  readonly whole: string;
  readonly prefix: string;
}

const NOTHING: Part = { whole: "", prefix: "" };
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/;
const ESCAPE = /^\\(?:[pP](?:\{[^}]*\}|.)|x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[0-7]{1,3}|.)/s;
const ASSERTIONS = new Set(["\\b", "\\B", "\\A", "\\z", "^", "$"]);
/** `(?:`, `(?i:`, `(?P<name>`, `(?<name>`, `(`; flags that hold for the rest of a group are not understood. */
const OPENING = /^\((?:\?P?<\w+>|\?[imsU-]*:)?/;
/** A class, with classes like `[:alpha:]` in it. */
const CLASS = /^\[\^?\]?(?:\[:\^?\w+:\]|\\[pP]\{[^}]*\}|\\.|[^\]\\])*\]/s;
const DEEPEST = 50;

class PrefixParser {
  readonly #pattern: string;
  #at = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  get atEnd(): boolean {
    return this.#at === this.#pattern.length;
  }

  get #rest(): string {
    return this.#pattern.slice(this.#at);
  }

  alternation(): Part | null {
    const options: Part[] = [];
    if (this.#depth++ > DEEPEST) return null;
    for (;;) {
      const option = this.#sequence();
      if (option === null) return null;
      options.push(option);
      if (!this.#take("|")) break;
    }
    this.#depth--;
    const join = (of: keyof Part) => (options.length === 1 ? (options[0]?.[of] ?? "") : `(?:${options.map((one) => one[of]).join("|")})`);
    return { whole: join("whole"), prefix: join("prefix") };
  }

  #sequence(): Part | null {
    const parts: Part[] = [];
    while (!this.atEnd && !this.#rest.startsWith("|") && !this.#rest.startsWith(")")) {
      const part = this.#quantified();
      if (part === null) return null;
      parts.push(part);
    }
    // From the end: the beginnings of "abc" are those of "a", and "a" with those of "bc".
    return parts.reduceRight<Part>(
      (after, { whole, prefix }) => ({ whole: whole + after.whole, prefix: `(?:${whole}${after.prefix}|${prefix})` }),
      NOTHING,
    );
  }

  #quantified(): Part | null {
    const atom = this.#atom();
    if (atom === null) return null;
    const match = QUANTIFIER.exec(this.#rest);
    if (!match) return atom;
    const [text, least, range, most] = match;
    this.#at += text.length;
    const fewer = least === undefined ? (text.startsWith("?") ? "?" : "*") : `{0,${range === undefined ? least : (most ?? "")}}`;
    const unbounded = range !== undefined && most === "";
    return { whole: `(?:${atom.whole})${text}`, prefix: `(?:${atom.whole})${unbounded ? "*" : fewer}${atom.prefix}` };
  }

  #atom(): Part | null {
    const rest = this.#rest;
    const opening = OPENING.exec(rest);
    if (opening) return this.#group(opening[0]);
    if (rest.startsWith("\\Q")) return null;
    const [text] = ESCAPE.exec(rest) ?? CLASS.exec(rest) ?? /^[^*+?()|[]/su.exec(rest) ?? [];
    if (text === undefined) return null;
    this.#at += text.length;
    // An assertion may look at what has not come yet.
    return { whole: ASSERTIONS.has(text) ? "" : text, prefix: "" };
  }

  #group(opening: string): Part | null {
    this.#at += opening.length;
    if (this.#rest.startsWith("?")) return null;
    const inside = this.alternation();
    if (inside === null || !this.#take(")")) return null;
    const flags = /^\(\?[imsU-]+:/.test(opening) ? opening : "(?:";
    return { whole: `${flags}${inside.whole})`, prefix: `${flags}${inside.prefix})` };
  }

  #take(text: string): boolean {
    if (!this.#rest.startsWith(text)) return false;
    this.#at += text.length;
    return true;
  }
}
