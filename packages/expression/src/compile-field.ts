import type { ASTNode } from "@marcbachmann/cel-js";
import { type Compiled, type Compiler, refuse } from "./compiler.ts";
import { type Field, isRootName, ROOTS } from "./fields.ts";
import { VARIABLE } from "./rewrite.ts";
import type { Scope } from "./scope.ts";

/** `#root.field`: the one way to what a call brings. */
export function compileField(compiler: Compiler, node: ASTNode, [root, keyNode]: readonly [string, ASTNode]): Compiled {
  const fields = ROOTS.get(root);
  if (!fields || !isRootName(root) || !compiler.roots.includes(root)) return refuse(compiler, node, explainRoot(compiler, root));
  const name = keyNode.op === "value" && typeof keyNode.args === "string" ? keyNode.args : null;
  const field = name === null ? undefined : fields.get(name);
  if (name === null || !field) return refuse(compiler, keyNode, `#${root} has the fields ${[...fields.keys()].join(", ")}.`);
  noteRead(compiler, `${root}.${name}`, field);
  const evaluate = (scope: Scope): unknown => {
    const owner = scope.context[root];
    return owner === null ? null : (Reflect.get(owner, name) ?? null);
  };
  return { type: field.type, node, evaluate };
}

function noteRead(compiler: Compiler, read: string, field: Field): void {
  compiler.reads.add(read);
  if (field.body) compiler.bodies.add(field.body);
}

export function explainRoot(compiler: Compiler, root: string): string {
  if (compiler.roots.some((known) => known === root))
    return `#${root} is no value by itself: name one of its fields, ${[...(ROOTS.get(root)?.keys() ?? [])].join(", ")}.`;
  const known = compiler.roots.map((name) => `#${name}`).join(", ");
  return isRootName(root)
    ? `#${root} is not known yet where this is evaluated: ${known} are.`
    : `There is no #${root}: there are ${known}.`;
}

/** The gateway has parsed the body once already: `#jsonPath(#request.content, …)` reads that, and not the text again. */
export function compileParsed(compiler: Compiler, document: ASTNode | undefined): Compiled | null {
  if (document?.op !== "[]") return null;
  const [owner, key] = document.args;
  if (owner.op !== "id" || key.op !== "value" || key.args !== "content") return null;
  return compileField(compiler, document, [owner.args.slice(VARIABLE.length), { ...key, args: "jsonContent" } as ASTNode]);
}
