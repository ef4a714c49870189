import type { ASTNode } from "@marcbachmann/cel-js";
import { type Compiled, type Compiler, inWords, mayBe, refuse } from "./compiler.ts";
import type { ValueType } from "./fields.ts";
import { findMethod, kindOf, kindsWith, type Method, methodNames, type ReceiverKind } from "./methods.ts";
import { ENTRY_TYPES, isNamedType, lookUp } from "./named.ts";
import { compilePattern } from "./pattern.ts";
import { fail, type Scope, spend } from "./scope.ts";
import { describe, member } from "./values.ts";

interface MethodCall {
  readonly node: ASTNode;
  readonly receiver: Compiled;
  readonly name: string;
  readonly args: readonly Compiled[];
}

export function compileMethod(compiler: Compiler, call: MethodCall): Compiled {
  const { node, receiver, name, args } = call;
  if (isNamedType(receiver.type)) return compileNamed(compiler, call);
  if (name === "matches") return compileMatches(compiler, { node, subject: receiver, pattern: args[0] });
  const kinds = kindsWith(name);
  if (kinds.length === 0)
    return refuse(compiler, node, `There is no method ${name}(). Texts have ${methodNames("text")}; lists ${methodNames("list")}.`);
  const kind = kindOfType(receiver.type);
  if (kind && !findMethod(kind, name))
    return refuse(compiler, node, `There is no method ${name}() of ${inWords(receiver.type)}: it has ${methodNames(kind)}.`);
  const candidates = (kind ? [kind] : kinds).flatMap((one) => findMethod(one, name) ?? []);
  const fitting = candidates.filter((method) => takes(method, args));
  const [first] = fitting;
  if (!first) return refuse(compiler, node, `${name}() takes ${candidates.map(describeArguments).join(", or ")}.`);
  const type = fitting.every(({ gives }) => gives === first.gives) ? first.gives : "any";
  return { type: type === "any" && receiver.type === "texts" ? "text" : type, node, evaluate: (scope) => callMethod(scope, call) };
}

function callMethod(scope: Scope, { receiver, name, args }: MethodCall): unknown {
  const value = receiver.evaluate(scope);
  if (value === null) return null;
  const method = findMethod(kindOf(value), name);
  if (!method) return fail(scope, `There is no method ${name}() of ${describe(value)}.`);
  const values: unknown[] = [];
  for (const [index, arg] of args.entries()) {
    const given = arg.evaluate(scope);
    const wanted = method.takes[index];
    if (wanted !== "any" && given === null) return null;
    if (wanted !== "any" && kindOf(given) !== (wanted === "text" ? "text" : "scalar"))
      return fail(scope, `${name}() cannot take ${describe(given)}.`);
    values.push(given);
  }
  const length = typeof value === "string" || Array.isArray(value) ? value.length : 1;
  return spend(scope, length) ? method.run(scope, value as never, values as never[]) : null;
}

function takes({ takes, optional = 0 }: Method, args: readonly Compiled[]): boolean {
  if (args.length > takes.length || args.length < takes.length - optional) return false;
  return args.every(({ type }, index) => takes[index] === "any" || mayBe(type, [takes[index] ?? "any"]));
}

function describeArguments({ takes }: Method): string {
  if (takes.length === 0) return "nothing";
  return takes.map((wanted) => inWords(wanted)).join(" and ");
}

function kindOfType(type: ValueType): ReceiverKind | null {
  if (type === "text") return "text";
  if (type === "texts" || type === "list") return "list";
  return type === "number" || type === "boolean" ? "scalar" : null;
}

/** `#request.headers.containsKey('x')`, `.get('x')`, `.getFirst('x')`. */
function compileNamed(compiler: Compiler, { node, receiver, name, args }: MethodCall): Compiled {
  const { type } = receiver;
  const [key] = args;
  if (!isNamedType(type)) return receiver;
  if (!key || args.length > 1 || !mayBe(key.type, ["text"])) return refuse(compiler, node, `${name}() takes a name.`);
  const entry = (scope: Scope) => lookUp(type, receiver.evaluate(scope), key.evaluate(scope));
  if (name === "get") return { type: ENTRY_TYPES[type], node, evaluate: entry };
  if (name === "containsKey") return { type: "boolean", node, evaluate: (scope) => entry(scope) !== null };
  if (name === "getFirst" && type !== "attributes") return { type: "text", node, evaluate: (scope) => member(entry(scope), 0) };
  return refuse(compiler, node, `There is no ${name}() of ${inWords(type)}: containsKey(…), get(…) and getFirst(…) are.`);
}

interface Match {
  readonly node: ASTNode;
  readonly subject: Compiled;
  readonly pattern: Compiled | undefined;
}

/** `a matches 'b'` and `a.matches('b')`. The pattern is a text that stands there: it is compiled once, and no caller supplies it. */
export function compileMatches(compiler: Compiler, { node, subject, pattern }: Match): Compiled {
  if (!mayBe(subject.type, ["text"])) return refuse(compiler, node, `This is ${inWords(subject.type)}, and a pattern matches texts.`);
  if (pattern?.node.op !== "value" || typeof pattern.node.args !== "string")
    return refuse(compiler, node, "A pattern is a text in quotes.");
  const matches = compilePattern(pattern.node.args);
  if (typeof matches === "string") return refuse(compiler, pattern.node, matches);
  const evaluate = (scope: Scope): unknown => {
    const value = subject.evaluate(scope);
    if (value === null) return false;
    return typeof value === "string" ? matches(scope, value) : fail(scope, `A pattern matches texts, and this is ${describe(value)}.`);
  };
  return { type: "boolean", node, evaluate };
}
