import type { ASTNode } from "@marcbachmann/cel-js";
import type { RootName } from "./context.ts";
import type { ValueType } from "./fields.ts";
import { ExpressionProblem } from "./problem.ts";
import type { Scope } from "./scope.ts";

/** A node as a closure: nothing is looked up by an operator's name when a call comes. */
export interface Compiled {
  readonly type: ValueType;
  readonly node: ASTNode;
  readonly evaluate: (scope: Scope) => unknown;
}

/** What one source's compilation collects. */
export interface Compiler {
  readonly roots: readonly RootName[];
  /** `request.headers`, as they are come by. */
  readonly reads: Set<string>;
  readonly bodies: Set<"request" | "response">;
  readonly originOf: (offset: number) => number;
  problem: ExpressionProblem | null;
}

/** Notes the first problem, and gives something to go on with. */
export function refuse(compiler: Compiler, node: ASTNode, message: string): Compiled {
  compiler.problem ??= new ExpressionProblem(message, compiler.originOf(node.start));
  return { type: "any", node, evaluate: () => null };
}

const IN_WORDS = {
  text: "a text",
  number: "a number",
  boolean: "a truth value",
  null: "null",
  texts: "a list of texts",
  list: "a list",
  any: "any value",
  headers: "all headers",
  params: "all parameters",
  attributes: "all attributes",
} satisfies Record<ValueType, string>;

export function inWords(type: ValueType): string {
  return IN_WORDS[type];
}

/** Whether a value of this type may turn out to be one of those wanted. Null may stand anywhere. */
export function mayBe(type: ValueType, wanted: readonly ValueType[]): boolean {
  return type === "any" || type === "null" || wanted.includes(type);
}
