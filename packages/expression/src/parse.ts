import { type ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";
import { DEEPEST_NESTING, MOST_ELEMENTS, MOST_NODES } from "./limits.ts";
import { ExpressionProblem } from "./problem.ts";
import { rewriteTokens } from "./rewrite.ts";
import { readTokens, type Token } from "./tokens.ts";

export interface Parsed {
  readonly node: ASTNode;
  /** Behind the expression, its closing brace included. */
  readonly end: number;
  readonly closed: boolean;
  originOf(offset: number): number;
}

/** Used for its grammar alone: what a node means is said in compile-node.ts. */
const grammar = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: MOST_NODES, maxDepth: DEEPEST_NESTING, maxListElements: MOST_ELEMENTS, maxMapEntries: 0, maxCallArguments: 8 },
});

/** Parses one expression, from `from` to the brace that closes it, or to the source's end. */
export function parseExpression(source: string, from: number): Parsed | ExpressionProblem {
  const read = readTokens(source, from);
  if (read instanceof ExpressionProblem) return read;
  const { tokens, end, closed } = read;
  if (tokens.length === 0) return new ExpressionProblem("The expression is empty.", from);
  const inside = closed ? end - 1 : end;
  const rewritten = rewriteTokens(tokens, inside);
  if (rewritten instanceof ExpressionProblem) return rewritten;
  try {
    return { node: grammar.parse(rewritten.cel).ast, end, closed, originOf: rewritten.originOf };
  } catch (error) {
    const offset = error instanceof ParseError && error.range ? rewritten.originOf(error.range.start) : from;
    return new ExpressionProblem(explain(error, tokens, offset), offset);
  }
}

/** The parser speaks of the rewritten source; its author never saw that. */
function explain(error: unknown, tokens: readonly Token[], offset: number): string {
  if (error instanceof ParseError && error.code === "limit_exceeded") {
    return error.summary.includes("maxDepth")
      ? `The expression nests deeper than ${DEEPEST_NESTING} levels.`
      : `The expression has more than ${MOST_NODES} parts, or a call more than 8.`;
  }
  const token = tokens.find(({ at }) => at === offset);
  return token ? `"${token.text}" is not expected here.` : "The expression ends too early.";
}
