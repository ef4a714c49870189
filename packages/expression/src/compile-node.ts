import type { ASTNode } from "@marcbachmann/cel-js";
import { compileCall } from "./compile-call.ts";
import { compileField, compileParsed, explainRoot } from "./compile-field.ts";
import { compileMatches, compileMethod } from "./compile-method.ts";
import { type Compiled, type Compiler, inWords, refuse } from "./compiler.ts";
import type { ValueType } from "./fields.ts";
import { ENTRY_TYPES, isNamedType, lookUp } from "./named.ts";
import {
  compileArithmetic,
  compileEquality,
  compileLogic,
  compileOrder,
  compilePlus,
  compileTruth,
  isArithmetic,
  isOrder,
} from "./operators.ts";
import { ELVIS, FUNCTION, METHOD, VARIABLE } from "./rewrite.ts";
import { fail, type Scope } from "./scope.ts";
import { describe, member } from "./values.ts";

/** A node that gives a value. Headers and the like are none: they are looked into. */
export function compileNode(compiler: Compiler, node: ASTNode): Compiled {
  const compiled = compileAny(compiler, node);
  if (!isNamedType(compiled.type)) return compiled;
  return refuse(compiler, node, `This is ${inWords(compiled.type)}: name one, as in …['name'].`);
}

function compileAny(compiler: Compiler, node: ASTNode): Compiled {
  switch (node.op) {
    case "value":
      return compileLiteral(compiler, node);
    case "id":
      return refuse(compiler, node, explainRoot(compiler, node.args.slice(VARIABLE.length)));
    case "[]":
      return compileStep(compiler, node, node.args);
    case "call":
      return compileCall(compiler, {
        node,
        name: node.args[0].slice(FUNCTION.length),
        args: node.args[1].map((arg) => compileNode(compiler, arg)),
        parsed: compileParsed(compiler, node.args[1][0]),
      });
    case "rcall": {
      const [name, receiver, args] = node.args;
      return compileMethod(compiler, {
        node,
        receiver: compileAny(compiler, receiver),
        name: name.slice(METHOD.length),
        args: args.map((arg) => compileNode(compiler, arg)),
      });
    }
    case "list":
      return compileList(compiler, node, node.args);
    case "?:":
      return compileChoice(compiler, node, node.args);
    case "!_": {
      const truth = compileTruth(compiler, compileNode(compiler, node.args));
      return { type: "boolean", node, evaluate: (scope) => !truth(scope) };
    }
    case "-_":
      return compileNegative(compiler, node, node.args);
    default:
      return compileBinary(compiler, node);
  }
}

function compileBinary(compiler: Compiler, node: ASTNode): Compiled {
  if (!Array.isArray(node.args) || node.args.length !== 2) return refuse(compiler, node, "This is not available in an expression.");
  const [leftNode, rightNode] = node.args as [ASTNode, ASTNode];
  const sides = { left: compileNode(compiler, leftNode), right: compileNode(compiler, rightNode) };
  const operator = node.op;
  if (operator === "&&" || operator === "||") return compileLogic(compiler, { ...sides, operator });
  if (operator === "==" || operator === "!=") return compileEquality(compiler, { ...sides, operator });
  if (operator === "in") return compileMatches(compiler, { node, subject: sides.left, pattern: sides.right });
  if (operator === "+") return compilePlus(compiler, { ...sides, operator });
  if (isOrder(operator)) return compileOrder(compiler, { ...sides, operator });
  if (isArithmetic(operator)) return compileArithmetic(compiler, { ...sides, operator });
  return refuse(compiler, node, "This is not available in an expression.");
}

const LITERALS: Readonly<Record<string, ValueType>> = { string: "text", number: "number", boolean: "boolean", object: "null" };

function compileLiteral(compiler: Compiler, node: ASTNode & { op: "value" }): Compiled {
  const value = node.args;
  const type = LITERALS[typeof value];
  if (!type || (type === "number" && !Number.isFinite(value))) return refuse(compiler, node, "This number is too large.");
  return { type, node, evaluate: () => value };
}

/** `a[b]`, and `a.b`, which is written the same way by now. */
function compileStep(compiler: Compiler, node: ASTNode, [ownerNode, keyNode]: readonly [ASTNode, ASTNode]): Compiled {
  if (ownerNode.op === "id") return compileField(compiler, node, [ownerNode.args.slice(VARIABLE.length), keyNode]);
  const owner = compileAny(compiler, ownerNode);
  const key = compileNode(compiler, keyNode);
  const { type } = owner;
  if (isNamedType(type)) {
    if (key.type !== "text" && key.type !== "any") return refuse(compiler, keyNode, `A name is a text, and this is ${inWords(key.type)}.`);
    return { type: ENTRY_TYPES[type], node, evaluate: (scope) => lookUp(type, owner.evaluate(scope), key.evaluate(scope)) };
  }
  if (type === "number" || type === "boolean") return refuse(compiler, node, `There is nothing within ${inWords(type)}.`);
  if ((type === "text" || type === "texts" || type === "list") && key.type !== "number" && key.type !== "any") {
    return refuse(compiler, node, `${inWords(type).replace("a", "A")} has no fields: its elements are numbered, from [0].`);
  }
  const entry = type === "text" || type === "texts" ? "text" : "any";
  return { type: entry, node, evaluate: (scope) => member(owner.evaluate(scope), key.evaluate(scope)) };
}

function compileList(compiler: Compiler, node: ASTNode, elementNodes: readonly ASTNode[]): Compiled {
  const elements = elementNodes.map((element) => compileNode(compiler, element));
  const type = elements.every((element) => element.type === "text") ? "texts" : "list";
  return { type, node, evaluate: (scope) => elements.map(({ evaluate }) => evaluate(scope)) };
}

/** `a ? b : c`, and `a ?: c`, which gives c for null and for an empty text. */
function compileChoice(compiler: Compiler, node: ASTNode, [test, yes, no]: readonly [ASTNode, ASTNode, ASTNode]): Compiled {
  const otherwise = compileNode(compiler, no);
  const first = compileNode(compiler, test);
  if (yes.op === "id" && yes.args === ELVIS) {
    const evaluate = (scope: Scope): unknown => {
      const value = first.evaluate(scope);
      return value === null || value === "" ? otherwise.evaluate(scope) : value;
    };
    return { type: commonType(first.type, otherwise.type), node, evaluate };
  }
  const then = compileNode(compiler, yes);
  const truth = compileTruth(compiler, first);
  return {
    type: commonType(then.type, otherwise.type),
    node,
    evaluate: (scope) => (truth(scope) ? then.evaluate(scope) : otherwise.evaluate(scope)),
  };
}

function commonType(a: ValueType, b: ValueType): ValueType {
  if (a === b || b === "null") return a;
  return a === "null" ? b : "any";
}

function compileNegative(compiler: Compiler, node: ASTNode, operandNode: ASTNode): Compiled {
  const operand = compileNode(compiler, operandNode);
  if (!["number", "any", "null"].includes(operand.type))
    return refuse(compiler, node, `"-" takes a number, and this is ${inWords(operand.type)}.`);
  const evaluate = (scope: Scope): unknown => {
    const value = operand.evaluate(scope);
    if (value === null) return null;
    return typeof value === "number" ? -value : fail(scope, `"-" takes a number, and this is ${describe(value)}.`);
  };
  return { type: "number", node, evaluate };
}
