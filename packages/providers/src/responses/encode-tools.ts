import { type Fields, isObject } from "@sluice/definition/json";
import { typeName } from "../chat/problems.ts";
import { FieldReader } from "../chat/read-fields.ts";

/** Function tools in a chat's words. Tools that run at OpenAI are refused by their type. */
export function encodeTools(body: FieldReader): Fields[] {
  return (body.array("tools") ?? []).map((value, index) => {
    const path = `tools.${index}`;
    if (!isObject(value)) body.problems.invalid(path, `Invalid type for '${path}': expected a tool, but got ${typeName(value)}.`);
    const tool = new FieldReader(isObject(value) ? value : {}, path, body.problems);
    const type = tool.text("type");
    if (type !== "function")
      body.problems.unsupported(
        tool.param("type"),
        `'${tool.param("type")}' is '${String(type).slice(0, 40)}', which needs OpenAI's own API. Models of other providers take function tools.`,
      );
    const { type: _, ...definition } = isObject(value) ? value : {};
    return { type: "function", function: definition };
  });
}

/** `tool_choice`. Only to be asked where there are tools. */
export function encodeToolChoice(body: FieldReader): Fields {
  const choice = body.get("tool_choice");
  if (choice === null) return {};
  if (typeof choice === "string") return { tool_choice: choice };
  const type = isObject(choice) ? choice["type"] : undefined;
  if (type === "function" && isObject(choice)) return { tool_choice: { type, function: { name: choice["name"] } } };
  if (type === "allowed_tools") return { tool_choice: choice };
  body.problems.unsupported(
    "tool_choice",
    "Unsupported value for 'tool_choice': give none, auto, required, a function, or allowed_tools with functions.",
  );
  return {};
}
