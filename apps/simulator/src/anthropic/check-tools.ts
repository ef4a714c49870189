import { isObject, type Json, objectsIn } from "../json.ts";
import { checkKnown, checkOneOf, eachProblem, firstProblem, isRequired, type Problem } from "./check.ts";
import { checkCacheControl, TOOL_NAME } from "./check-block.ts";
import { checkClosedSchema } from "./check-closed-schema.ts";

const FIELDS = [
  "type",
  "name",
  "description",
  "input_schema",
  "cache_control",
  "strict",
  "eager_input_streaming",
  "defer_loading",
  "input_examples",
  "allowed_callers",
];
const CHOICES = ["auto", "any", "tool", "none"];

/** Tools of the caller's own: those of Anthropic have a dated type, are accepted and never called. */
export const isCustomTool = ({ type }: Json): boolean => type === undefined || type === null || type === "custom";

export function checkTools(body: Json): Problem {
  const { tools } = body;
  if (tools !== undefined && tools !== null && !Array.isArray(tools)) return "tools: Input should be a valid list";
  const names = objectsIn(tools).map((tool) => tool["name"]);
  return firstProblem([
    () => eachProblem(Array.isArray(tools) ? tools : [], checkTool),
    () => (new Set(names).size === names.length ? null : "tools: Tool names must be unique."),
    () => checkChoice(body["tool_choice"], names),
  ]);
}

function checkTool(tool: unknown, index: number): Problem {
  const at = `tools.${index}`;
  if (!isObject(tool)) return `${at}: Input should be a valid dictionary or object to extract fields from`;
  if (!isCustomTool(tool)) return null;
  const { name, description, input_schema: schema } = tool;
  const place = `${at}.custom`;
  return firstProblem([
    () => checkKnown(tool, FIELDS, place),
    () => (name === undefined ? isRequired(`${place}.name`) : null),
    () => (typeof name === "string" && TOOL_NAME.test(name) ? null : `${place}.name: String should match pattern '${TOOL_NAME.source}'`),
    () => (description === undefined || typeof description === "string" ? null : `${place}.description: Input should be a valid string`),
    () => (isObject(schema) ? null : isRequired(`${place}.input_schema`)),
    () => (isObject(schema) && schema["type"] === "object" ? null : `${place}.input_schema.type: Input should be 'object'`),
    () => checkCacheControl(tool["cache_control"], `${place}.cache_control`),
    () => (tool["strict"] === true ? checkClosedSchema(schema, `${place}.input_schema`) : null),
  ]);
}

function checkChoice(choice: unknown, names: readonly unknown[]): Problem {
  if (choice === undefined || choice === null) return null;
  if (!isObject(choice)) return "tool_choice: Input should be a valid dictionary or object to extract fields from";
  const { type, name } = choice;
  return firstProblem([
    () => checkOneOf(type, "tool_choice.type", CHOICES),
    () => (names.length === 0 ? "tool_choice: tool_choice may only be specified while providing tools." : null),
    () => (type === "tool" && !names.includes(name) ? `tool_choice: Tool '${String(name)}' not found in provided tools` : null),
    () =>
      checkKnown(
        choice,
        ["type", ...(type === "tool" ? ["name"] : []), ...(type === "none" ? [] : ["disable_parallel_tool_use"])],
        `tool_choice.${String(type)}`,
      ),
  ]);
}
