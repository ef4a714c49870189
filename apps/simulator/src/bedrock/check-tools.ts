import { isObject, type Json, objectsIn } from "../json.ts";
import { checkMembers, checkPattern, checkUnion, eachProblem, firstProblem, type Problem } from "./check.ts";
import { TOOL_NAME } from "./check-block.ts";
import { idsIn } from "./check-messages.ts";
import type { BedrockModel } from "./models.ts";

/** What is wrong with `toolConfig`, or with its absence. */
export function checkTools(body: Json, model: BedrockModel): Problem {
  const { toolConfig: config } = body;
  if (config === undefined || config === null) {
    const usesTools = objectsIn(body["messages"]).some(
      (message) => idsIn(message, "toolUse").length + idsIn(message, "toolResult").length > 0,
    );
    return usesTools ? "The toolConfig field must be defined when using toolUse and toolResult content blocks." : null;
  }
  const tools = isObject(config) ? objectsIn(config["tools"]) : [];
  const names = specsOf(tools).map(({ name }) => name);
  return firstProblem([
    () => checkMembers(config, ["tools", "toolChoice"], "toolConfig"),
    () =>
      tools.length === 0
        ? "1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1"
        : null,
    () => eachProblem(tools, checkTool),
    () => (new Set(names).size === names.length ? null : "The model returned the following errors: tools: Tool names must be unique."),
    () => (isObject(config) && isObject(config["toolChoice"]) ? checkChoice(config["toolChoice"], names, model) : null),
  ]);
}

export function specsOf(tools: unknown): readonly Json[] {
  return objectsIn(tools).flatMap(({ toolSpec }) => (isObject(toolSpec) ? [toolSpec] : []));
}

function checkTool(tool: Json, index: number): Problem {
  const at = `toolConfig.tools.${index}`;
  const { toolSpec: spec } = tool;
  const schema = isObject(spec) && isObject(spec["inputSchema"]) ? spec["inputSchema"]["json"] : undefined;
  return firstProblem([
    () => checkUnion(tool, ["toolSpec", "cachePoint", "systemTool"], at),
    () => (spec === undefined ? null : checkMembers(spec, ["name", "description", "inputSchema", "strict"], `${at}.toolSpec`)),
    () => (isObject(spec) ? checkPattern(spec["name"], TOOL_NAME, `${at}.toolSpec.name`) : null),
    () =>
      isObject(spec) && spec["description"] === ""
        ? `1 validation error detected: Value '' at '${at}.toolSpec.description' failed to satisfy constraint: Member must have length greater than or equal to 1`
        : null,
    () =>
      isObject(spec) && !(isObject(schema) && schema["type"] === "object")
        ? `The value at ${at}.toolSpec.inputSchema.json.type must be one of the following: object.`
        : null,
  ]);
}

function checkChoice(choice: Json, names: readonly unknown[], { toolChoices }: BedrockModel): Problem {
  const kind = Object.keys(choice)[0] ?? "";
  const { tool } = choice;
  return firstProblem([
    () => checkUnion(choice, ["auto", "any", "tool"], "toolConfig.toolChoice"),
    () =>
      toolChoices.some((one) => one === kind)
        ? null
        : `This model doesn't support the toolConfig.toolChoice.${kind} field. Remove toolConfig.toolChoice.${kind} and try again.`,
    () =>
      isObject(tool) && !names.includes(tool["name"])
        ? `The toolConfig.toolChoice.tool.name '${String(tool["name"])}' is not the name of a tool. Provide the name of a tool and try again.`
        : null,
  ]);
}
