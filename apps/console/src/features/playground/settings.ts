import type { JsonObject } from "@sluice/definition/json";
import { z } from "zod";

/** What goes with every call, as it is typed. Empty means: the provider's own. */
export interface Settings {
  readonly system: string;
  readonly temperature: string;
  readonly topP: string;
  readonly maxTokens: string;
  readonly seed: string;
  /** One sequence a line. */
  readonly stop: string;
  readonly format: "text" | "json_object" | "json_schema";
  readonly schema: string;
  readonly tools: string;
  readonly toolChoice: "auto" | "required" | "none";
  readonly stream: boolean;
}

export const NO_SETTINGS: Settings = {
  system: "",
  temperature: "",
  topP: "",
  maxTokens: "",
  seed: "",
  stop: "",
  format: "text",
  schema: "",
  tools: "",
  toolChoice: "auto",
  stream: true,
};

export type SettingsProblems = Partial<Record<keyof Settings, string>>;
export type ReadSettings =
  | { readonly ok: true; readonly parameters: JsonObject }
  | { readonly ok: false; readonly problems: SettingsProblems };

/** OpenAI's bound; further sequences are refused by everybody. */
const MOST_STOPS = 4;
const LONGEST_NAME = 64;

const jsonObject = z.record(z.string(), z.json());
const functionSchema = z.looseObject({
  name: z
    .string()
    .regex(/^[\w-]+$/)
    .max(LONGEST_NAME),
  description: z.string().optional(),
  parameters: jsonObject.optional(),
});
const toolSchema = z.union([
  z.looseObject({ type: z.literal("function"), function: functionSchema }).transform(({ function: it }) => it),
  functionSchema,
]);

/** Parameters of a call by the names of OpenAI's API, or what is wrong with which field. Nothing is held to a provider's own bounds. */
export function readSettings(settings: Settings): ReadSettings {
  const problems: SettingsProblems = {};
  const number = (field: "temperature" | "topP" | "maxTokens" | "seed", whole: boolean) => {
    const typed = settings[field].trim();
    const value = Number(typed);
    if (typed === "") return undefined;
    if (!Number.isFinite(value) || (whole && !Number.isInteger(value)))
      problems[field] = whole ? "This is a whole number." : "This is a number, such as 0.7.";
    return value;
  };
  const read = <Value>(field: "stop" | "schema" | "tools", result: Value | Unreadable): Value | undefined => {
    if (!(result instanceof Unreadable)) return result;
    problems[field] = result.message;
    return undefined;
  };
  const tools = read("tools", readTools(settings.tools));
  const parameters = {
    temperature: number("temperature", false),
    top_p: number("topP", false),
    max_completion_tokens: number("maxTokens", true),
    seed: number("seed", true),
    stop: read("stop", readStops(settings.stop)),
    response_format: read("schema", readFormat(settings)),
    tools,
    tool_choice: tools && settings.toolChoice !== "auto" ? settings.toolChoice : undefined,
  };
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, parameters: jsonObject.parse(JSON.parse(JSON.stringify(parameters))) };
}

class Unreadable {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

function readStops(typed: string): string[] | undefined | Unreadable {
  const stops = typed.split("\n").filter((line) => line !== "");
  if (stops.length > MOST_STOPS) return new Unreadable(`At most ${MOST_STOPS} sequences, one a line.`);
  return stops.length === 0 ? undefined : stops;
}

function readFormat({ format, schema }: Settings): JsonObject | undefined | Unreadable {
  if (format === "text") return undefined;
  if (format === "json_object") return { type: "json_object" };
  const value = parseJson(schema);
  if (value instanceof Unreadable) return value;
  const read = jsonObject.safeParse(value);
  if (!read.success) return new Unreadable('A JSON Schema is an object, such as { "type": "object" }.');
  // Pasted from a request, it may have its envelope already.
  const whole = typeof read.data["name"] === "string" && jsonObject.safeParse(read.data["schema"]).success;
  return { type: "json_schema", json_schema: whole ? read.data : { name: "answer", schema: read.data } };
}

/** A list of tools, a list of functions, or one of either. */
function readTools(typed: string): JsonObject[] | undefined | Unreadable {
  if (typed.trim() === "") return undefined;
  const value = parseJson(typed);
  if (value instanceof Unreadable) return value;
  const read = z.array(toolSchema).safeParse(Array.isArray(value) ? value : [value]);
  if (!read.success)
    return new Unreadable(`Each tool is { "name", "description", "parameters" }, as it is or in { "type": "function", "function": … }.`);
  if (new Set(read.data.map(({ name }) => name)).size < read.data.length) return new Unreadable("Two tools have the same name.");
  return read.data.length === 0 ? undefined : read.data.map((it) => ({ type: "function", function: jsonObject.parse(it) }));
}

function parseJson(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch (error) {
    return new Unreadable(`This is not valid JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`);
  }
}
