import { compileNode } from "./compile-node.ts";
import type { Compiled, Compiler } from "./compiler.ts";
import type { ExpressionContext, RootName } from "./context.ts";
import { isRootName, ROOTS } from "./fields.ts";
import { MOST_SOURCE_CHARACTERS } from "./limits.ts";
import { parseExpression } from "./parse.ts";
import { ExpressionProblem } from "./problem.ts";
import { openScope, type Scope } from "./scope.ts";

export type Evaluated<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Compiled once, at deployment. */
export interface Expression<T> {
  /** Fields of the context that it may read: `request.headers`. Empty for a constant. */
  readonly reads: readonly string[];
  readonly readsRequestBody: boolean;
  readonly readsResponseBody: boolean;
  /** Never throws, whatever the context holds. */
  evaluate(context: ExpressionContext): Evaluated<T>;
}

export interface ExpressionOptions {
  /** What is known where it is evaluated; everything when left out. A plan's selection rule has no subscription yet, nothing has a response before the call. */
  readonly roots?: readonly RootName[];
}

const ALL_ROOTS = [...ROOTS.keys()].filter(isRootName);

export interface CompiledSource {
  readonly compiled: Compiled;
  readonly end: number;
  readonly closed: boolean;
}

/** Compiles the expressions of one source one after the other; what they read is gathered. */
export function openSource({ roots = ALL_ROOTS }: ExpressionOptions) {
  const reads = new Set<string>();
  const bodies = new Set<"request" | "response">();
  return {
    compileFrom(source: string, from: number): CompiledSource | ExpressionProblem {
      const parsed = parseExpression(source, from);
      if (parsed instanceof ExpressionProblem) return parsed;
      const compiler: Compiler = { roots, reads, bodies, originOf: parsed.originOf, problem: null };
      const compiled = compileNode(compiler, parsed.node);
      return compiler.problem ?? { compiled, end: parsed.end, closed: parsed.closed };
    },
    finish<T>(evaluate: (scope: Scope) => T | null): Expression<T> {
      return {
        reads: [...reads].sort(),
        readsRequestBody: bodies.has("request"),
        readsResponseBody: bodies.has("response"),
        evaluate: (context) => evaluateSafely(context, evaluate),
      };
    },
  };
}

/** A source that is one expression, in braces or without them: a condition, a number. */
export function compileWhole(
  source: string,
  options: ExpressionOptions,
): { readonly compiled: Compiled; finish<T>(evaluate: (scope: Scope) => T | null): Expression<T> } | ExpressionProblem {
  const tooLong = checkLength(source);
  if (tooLong) return tooLong;
  const { compileFrom, finish } = openSource(options);
  const start = source.length - source.trimStart().length;
  const inBraces = source[start] === "{";
  const result = compileFrom(source, inBraces ? start + 1 : start);
  if (result instanceof ExpressionProblem) return result;
  if (inBraces && !result.closed) return new ExpressionProblem('The "{" is never closed.', start);
  if (!inBraces && result.closed) return new ExpressionProblem('This "}" closes nothing.', result.end - 1);
  if (source.slice(result.end).trim() !== "") {
    return new ExpressionProblem("Only one expression in braces can stand here: put what follows into it.", result.end);
  }
  return { compiled: result.compiled, finish };
}

export function checkLength(source: string): ExpressionProblem | null {
  if (source.length <= MOST_SOURCE_CHARACTERS) return null;
  return new ExpressionProblem(`An expression has at most ${MOST_SOURCE_CHARACTERS} characters.`, MOST_SOURCE_CHARACTERS);
}

/** What a lazy member throws, and what documents nested too deeply for JSON.stringify throw, is a reason too. */
function evaluateSafely<T>(context: ExpressionContext, evaluate: (scope: Scope) => T | null): Evaluated<T> {
  const scope = openScope(context);
  try {
    const value = evaluate(scope);
    if (scope.failure !== null) return { ok: false, reason: scope.failure };
    return value === null ? { ok: false, reason: "The expression gives nothing." } : { ok: true, value };
  } catch {
    return { ok: false, reason: "Something that the expression reads could not be read." };
  }
}
