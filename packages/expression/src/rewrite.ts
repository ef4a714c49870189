import { ExpressionProblem } from "./problem.ts";
import type { Token } from "./tokens.ts";

export interface Rewritten {
  readonly cel: string;
  /** Where a place of the rewritten source stood in the author's. */
  originOf(offset: number): number;
}

/** Names of the author's own carry a prefix, so that no name of his is one of CEL's words or macros (`has`, `map`, `in`). */
export const VARIABLE = "v_";
export const FUNCTION = "f_";
export const METHOD = "m_";

/** Stands where `a ?: b` left out what to give: `a ? elvis : b`. Nobody can write it, for want of a prefix. */
export const ELVIS = "elvis";

/** SpEL's words for operators. SpEL has no `in`, so that CEL's stands for `matches`: both bind as a comparison does. */
const OPERATORS = new Map([
  ["and", "&&"],
  ["or", "||"],
  ["not", "!"],
  ["eq", "=="],
  ["ne", "!="],
  ["lt", "<"],
  ["le", "<="],
  ["gt", ">"],
  ["ge", ">="],
  ["div", "/"],
  ["mod", "%"],
  ["matches", "in"],
]);
const CONSTANTS = new Set(["true", "false", "null"]);
const REFUSED = new Map([
  ["t", "Types, T(…), are not available: an expression reads the call, and nothing else."],
  ["new", "An expression makes no objects."],
  ["instanceof", "instanceof is not available."],
  ["between", "between is not available: compare twice."],
]);

/** Writes SpEL's tokens in CEL's words, one by one: texts are never looked into. */
export function rewriteTokens(tokens: readonly Token[], end: number): Rewritten | ExpressionProblem {
  let cel = "";
  const places: { readonly at: number; readonly from: number }[] = [];
  for (const [index, token] of tokens.entries()) {
    const written = rewriteToken(token, tokens[index - 1], tokens[index + 1]);
    if (written instanceof ExpressionProblem) return written;
    places.push({ at: cel.length, from: token.at });
    cel += `${written} `;
  }
  return {
    cel,
    originOf: (offset) => (offset >= cel.trimEnd().length ? end : (places.findLast((place) => place.at <= offset)?.from ?? 0)),
  };
}

function rewriteToken(token: Token, before: Token | undefined, after: Token | undefined): string | ExpressionProblem {
  if (token.kind === "text") return JSON.stringify(token.text);
  if (token.kind === "number") return /^\d+$/.test(token.text) ? `${token.text}.0` : token.text;
  const called = isSymbol(after, "(");
  if (token.kind === "variable") return (called ? FUNCTION : VARIABLE) + token.text;
  if (token.kind === "symbol") return rewriteSymbol(token, before, after);
  if (isStep(before)) return called ? `.${METHOD}${token.text}` : `[${JSON.stringify(token.text)}]`;
  return rewriteWord(token, called);
}

function rewriteWord({ text, at }: Token, called: boolean): string | ExpressionProblem {
  const word = text.toLowerCase();
  if (CONSTANTS.has(word)) return word;
  const operator = OPERATORS.get(word);
  if (operator) return operator;
  const refused = word === "t" && !called ? undefined : REFUSED.get(word);
  if (refused) return new ExpressionProblem(refused, at);
  if (called) return new ExpressionProblem(`A function begins with "#": #${text}(…).`, at);
  return new ExpressionProblem(`"${text}" is neither a text nor a variable: write '${text}' or #${text}.`, at);
}

function rewriteSymbol(token: Token, before: Token | undefined, after: Token | undefined): string | ExpressionProblem {
  const { text, at } = token;
  if (text === "?:") return `? ${ELVIS} :`;
  if (text === "}") return "]";
  // SpEL writes a list in braces.
  if (text === "{") return endsValue(before) ? new ExpressionProblem('A "{" begins a list, and cannot follow a value.', at) : "[";
  if (text === "/" && isSymbol(after, "/")) return new ExpressionProblem('"//" means nothing in an expression.', at);
  if (!isStep(token)) return text;
  // The step is written with its name. Nulls need no "?.": every step from null gives null.
  if (after?.kind === "word" && endsValue(before)) return "";
  if (isSymbol(after, "?") || isSymbol(after, "!"))
    return new ExpressionProblem("Selections, .?[…], and projections, .![…], are not available: #jsonPath can filter.", at);
  return new ExpressionProblem(`A "${text}" stands between a value and a name.`, at);
}

const isSymbol = (token: Token | undefined, text: string): boolean => token?.kind === "symbol" && token.text === text;
const isStep = (token: Token | undefined): boolean => isSymbol(token, ".") || isSymbol(token, "?.");

function endsValue(token: Token | undefined): boolean {
  if (!token) return false;
  return token.kind === "symbol" ? [")", "]", "}"].includes(token.text) : !OPERATORS.has(token.text.toLowerCase()) || token.kind !== "word";
}
