import { Denial } from "@sluice/wire/denial";
import type { TextStream } from "./text-stream.ts";

/** Whitespace and signs between JSON's values. */
const BETWEEN = /[\s{}[\]:,]/;
const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const UNICODE_ESCAPE = 6;
/** Numbers and names are short. What is longer is no JSON, and goes on as it is looked at in pieces. */
const LONGEST_BARE = 128;

/**
 * A text of JSON, such as a tool's arguments, in which each string is a text of its own: read without its escapes, and written with those that
 * the new one needs. A number whose digits are replaced becomes a string.
 */
export class JsonText implements TextStream {
  readonly #create: () => TextStream;
  #string: TextStream | null = null;
  /** An escape that has not come whole. */
  #escape = "";
  #bare = "";

  constructor(create: () => TextStream) {
    this.#create = create;
  }

  push(text: string): string | Denial {
    let out = "";
    for (let at = 0; at < text.length; ) {
      const step = this.#string === null ? this.#outside(text, at) : this.#inside(this.#string, text, at);
      if (step instanceof Denial) return step;
      out += step.shown;
      at = step.at;
    }
    return out;
  }

  end(): string | Denial {
    if (this.#string === null) return this.#endBare();
    const rest = this.#string.push(this.#escape);
    if (rest instanceof Denial) return rest;
    const last = this.#string.end();
    return last instanceof Denial ? last : escaped(rest + last);
  }

  #outside(text: string, at: number): Step | Denial {
    const sign = text[at] ?? "";
    if (sign !== '"' && !BETWEEN.test(sign)) {
      this.#bare += sign;
      if (this.#bare.length < LONGEST_BARE) return { shown: "", at: at + 1 };
      const shown = this.#endBare();
      return shown instanceof Denial ? shown : { shown, at: at + 1 };
    }
    const before = this.#endBare();
    if (before instanceof Denial) return before;
    if (sign === '"') this.#string = this.#create();
    return { shown: before + sign, at: at + 1 };
  }

  #endBare(): string | Denial {
    const bare = this.#bare;
    this.#bare = "";
    if (bare === "") return "";
    const stream = this.#create();
    const first = stream.push(bare);
    if (first instanceof Denial) return first;
    const last = stream.end();
    if (last instanceof Denial) return last;
    return first + last === bare ? bare : JSON.stringify(first + last);
  }

  /** As far as the string's end, or an escape. */
  #inside(string: TextStream, text: string, at: number): Step | Denial {
    if (this.#escape !== "") return this.#inEscape(string, text, at);
    const quote = indexOrEnd(text, '"', at);
    const stop = Math.min(quote, indexOrEnd(text, "\\", at));
    const shown = string.push(text.slice(at, stop));
    if (shown instanceof Denial) return shown;
    if (stop === text.length) return { shown: escaped(shown), at: stop };
    if (stop < quote) {
      this.#escape = "\\";
      return { shown: escaped(shown), at: stop + 1 };
    }
    const last = string.end();
    if (last instanceof Denial) return last;
    this.#string = null;
    return { shown: `${escaped(shown + last)}"`, at: stop + 1 };
  }

  #inEscape(string: TextStream, text: string, at: number): Step | Denial {
    this.#escape += text[at] ?? "";
    const kind = this.#escape[1] ?? "";
    if (kind === "u" && this.#escape.length < UNICODE_ESCAPE) return { shown: "", at: at + 1 };
    const code = Number.parseInt(this.#escape.slice(2), 16);
    const plain = kind === "u" ? (Number.isNaN(code) ? this.#escape : String.fromCharCode(code)) : (ESCAPES[kind] ?? kind);
    this.#escape = "";
    const shown = string.push(plain);
    return shown instanceof Denial ? shown : { shown: escaped(shown), at: at + 1 };
  }
}

interface Step {
  readonly shown: string;
  readonly at: number;
}

function indexOrEnd(text: string, sign: string, from: number): number {
  const found = text.indexOf(sign, from);
  return found < 0 ? text.length : found;
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
