import { type Fields, isObject } from "@sluice/definition/json";
import { typeName } from "../chat/problems.ts";
import { FieldReader } from "../chat/read-fields.ts";

/** Anthropic's tools as functions. Those that run at Anthropic, or whose shape only its models know, are refused by their type. */
export function encodeTools(body: FieldReader): Fields[] {
  return (body.array("tools") ?? []).map((value, index) => {
    const path = `tools.${index}`;
    if (!isObject(value)) body.problems.invalid(path, `Invalid type for '${path}': expected a tool, but got ${typeName(value)}.`);
    const tool = new FieldReader(isObject(value) ? value : {}, path, body.problems);
    const type = tool.text("type");
    if (type !== null && type !== "custom")
      body.problems.unsupported(
        tool.param("type"),
        `'${tool.param("type")}' is '${type.slice(0, 40)}', a tool of Anthropic's own API. Models of other providers take tools with an input_schema.`,
      );
    const description = tool.text("description");
    const schema = tool.object("input_schema");
    return {
      type: "function",
      function: {
        name: tool.requiredText("name"),
        ...(description !== null && { description }),
        ...(schema !== null && { parameters: schema }),
        ...(tool.flag("strict") === true && { strict: true }),
      },
      ...(tool.get("cache_control") !== null && { cache_control: tool.get("cache_control") }),
    };
  });
}

/** `tool_choice`, and the parallel calls that Anthropic forbids inside it. Only to be asked where there are tools. */
export function encodeToolChoice(body: FieldReader): Fields {
  const given = body.object("tool_choice");
  if (given === null) return {};
  const choice = new FieldReader(given, "tool_choice", body.problems);
  const type = choice.oneOf("type", ["auto", "any", "tool", "none"]);
  const alone = choice.flag("disable_parallel_tool_use") === true && { parallel_tool_calls: false };
  if (type === "tool") return { tool_choice: { type: "function", function: { name: choice.requiredText("name") } }, ...alone };
  return { ...(type !== null && { tool_choice: type === "any" ? "required" : type }), ...alone };
}
