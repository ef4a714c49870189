import { ExpressionProblem } from "./problem.ts";

export interface Token {
  readonly kind: "variable" | "word" | "text" | "number" | "symbol";
  /** Without `#`, quotes and suffixes: what it means. */
  readonly text: string;
  readonly at: number;
}

interface Tokens {
  readonly tokens: readonly Token[];
  /** Behind the closing brace; or where the source ends. */
  readonly end: number;
  readonly closed: boolean;
}

const PAIRS = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const CLOSERS = new Set(PAIRS.values());

/** Each kind with its pattern, tried in this order. Sticky: they match where the last one ended, or not at all. */
const KINDS: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /\s+/y],
  ["variable", /#([A-Za-z_]\w*)/y],
  ["word", /([A-Za-z_$][\w$]*)/y],
  ["number", /(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)[lLdDfF]?(?![\w$])/y],
  ["symbol", /(\?\.|\?:|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]{}])/y],
];

/** Reads the tokens of one expression, from `from` to the brace that closes it, or to the source's end. Braces in texts are part of them. */
export function readTokens(source: string, from: number): Tokens | ExpressionProblem {
  const tokens: Token[] = [];
  const open: Token[] = [];
  let at = from;
  while (at < source.length) {
    const found = readToken(source, at);
    if (found instanceof ExpressionProblem) return found;
    const { token } = found;
    if (token?.kind === "symbol") {
      if (token.text === "}" && open.length === 0) return { tokens, end: found.end, closed: true };
      const mismatch = pair(token, open);
      if (mismatch) return mismatch;
    }
    if (token) tokens.push(token);
    at = found.end;
  }
  const unclosed = open.at(-1);
  if (unclosed) return new ExpressionProblem(`The "${unclosed.text}" is never closed.`, unclosed.at);
  return { tokens, end: at, closed: false };
}

function pair(token: Token, open: Token[]): ExpressionProblem | null {
  if (PAIRS.has(token.text)) open.push(token);
  if (!CLOSERS.has(token.text)) return null;
  const opener = open.pop();
  if (opener && PAIRS.get(opener.text) === token.text) return null;
  const why = opener ? `does not close the "${opener.text}" before it` : "closes nothing";
  return new ExpressionProblem(`This "${token.text}" ${why}.`, token.at);
}

function readToken(source: string, at: number): { token: Token | null; end: number } | ExpressionProblem {
  const first = source[at];
  if (first === "'" || first === '"') return readText(source, at, first);
  for (const [kind, pattern] of KINDS) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) return { token: kind === "space" ? null : { kind, text: match[1] ?? "", at }, end: pattern.lastIndex };
  }
  return new ExpressionProblem(explainCharacter(first ?? ""), at);
}

/** As in SpEL: a quote within a text is doubled, and a backslash is a backslash. */
function readText(source: string, at: number, quote: string): { token: Token; end: number } | ExpressionProblem {
  let text = "";
  let start = at + 1;
  for (;;) {
    const close = source.indexOf(quote, start);
    if (close < 0) return new ExpressionProblem("This text is never closed.", at);
    text += source.slice(start, close);
    if (source[close + 1] !== quote) return { token: { kind: "text", text, at }, end: close + 1 };
    text += quote;
    start = close + 2;
  }
}

function explainCharacter(character: string): string {
  if (character === "=") return 'An expression changes nothing: "==" compares.';
  if (character === "&" || character === "|") return `Write "${character}${character}", or "${character === "&" ? "and" : "or"}".`;
  if (character === "#") return 'Behind "#" comes a name, as in #request.';
  if (/\d/.test(character)) return "This is neither a number nor a name.";
  return `"${character}" means nothing in an expression.`;
}
