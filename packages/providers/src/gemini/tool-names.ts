import type { ToolDefinition } from "../chat/chat-request.ts";
import { mapToolNames, type NameRules, type ToolNames } from "../chat/tool-names.ts";

/** Dots, colons and dashes are fine; the first character is a letter or an underscore. Vertex ends at 64 characters. */
const TOOL_NAME_RULES: NameRules = {
  valid: /^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/,
  longest: 64,
  forbidden: /[^a-zA-Z0-9_.:-]/g,
  prefix: "_",
};
/** Gemini sometimes calls a function by the module that it imagines around it: `default_api.get_weather` (seen 2025). */
const IMAGINED_MODULE = /^default_api[.:]/;

export function mapGeminiToolNames(tools: readonly Pick<ToolDefinition, "name">[]): ToolNames {
  const names = mapToolNames(tools, TOOL_NAME_RULES);
  const offered = new Set(tools.map(({ name }) => names.toProvider(name)));
  return {
    toProvider: names.toProvider,
    toClient: (name) => names.toClient(offered.has(name) ? name : name.replace(IMAGINED_MODULE, "")),
  };
}
