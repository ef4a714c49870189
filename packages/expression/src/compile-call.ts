import type { ASTNode } from "@marcbachmann/cel-js";
import { type Compiled, type Compiler, inWords, mayBe, refuse } from "./compiler.ts";
import { compileJsonPath } from "./json-path.ts";
import { fail, type Scope, spend } from "./scope.ts";

interface Call {
  readonly node: ASTNode;
  readonly name: string;
  readonly args: readonly Compiled[];
  /** The parsed twin of `#request.content` and `#response.content`, where the first argument is one of them. */
  readonly parsed: Compiled | null;
}

/** `#jsonPath(#request.content, '$.model')`: the one function. */
export function compileCall(compiler: Compiler, { node, name, args, parsed }: Call): Compiled {
  if (name !== "jsonPath") return refuse(compiler, node, `There is no function #${name}(): #jsonPath(content, 'path') is.`);
  const [document, path] = args;
  if (!document || !path || args.length > 2) return refuse(compiler, node, "#jsonPath() takes a document and a path.");
  if (!mayBe(document.type, ["text"])) return refuse(compiler, document.node, `#jsonPath() cannot read ${inWords(document.type)}.`);
  if (path.node.op !== "value" || typeof path.node.args !== "string") return refuse(compiler, path.node, "A path is a text in quotes.");
  const read = compileJsonPath(path.node.args);
  if (typeof read === "string") return refuse(compiler, path.node, read);
  const source = parsed ?? document;
  return {
    type: "any",
    node,
    evaluate: (scope) => read(scope, parsed ? source.evaluate(scope) : asDocument(scope, source.evaluate(scope))),
  };
}

/** A text is JSON to be parsed; what is parsed already stays. What is no JSON has no values: null. */
function asDocument(scope: Scope, value: unknown): unknown {
  if (typeof value === "object") return value;
  if (typeof value !== "string") return fail(scope, "#jsonPath() reads a JSON text, or a parsed one.");
  if (!spend(scope, value.length)) return null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
