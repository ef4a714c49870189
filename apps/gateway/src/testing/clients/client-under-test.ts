import { z } from "zod";

/** What a user does with a client of a vendor, in that client's own words. Each call throws as the client throws. */
export interface ClientUnderTest {
  ask(question: Question): Promise<Said>;
  /** Goes on until the model calls no tool any more, or for `MOST_ROUNDS`. */
  loop(question: Question): Promise<Looped>;
  /** The answer as the client read it by `FORECAST`. */
  structured(question: Question): Promise<unknown>;
}

export interface Question {
  /** `group:model`. */
  readonly model: string;
  readonly prompt: string;
  readonly stream: boolean;
}

export interface Said {
  readonly text: string;
  readonly input: number | undefined;
  readonly output: number | undefined;
}

export interface Looped {
  /** The tools that were called, in order, with the arguments that they were given. */
  readonly calls: readonly ToolCall[];
  /** How often the model was asked. */
  readonly rounds: number;
  /** What it said in the end. */
  readonly text: string;
}

export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
}

export interface ClientSettings {
  /** The API's address, context path included. */
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** Two more than a loop needs that does as it is told. */
export const MOST_ROUNDS = 6;

export const FORECAST = z.object({ city: z.string(), days: z.array(z.object({ high: z.number(), sunny: z.boolean() })) });

export const TOOLS = [
  { name: "get_weather", description: "The weather in a city", input: z.object({ city: z.string() }) },
  { name: "book_table", description: "Books a table at a restaurant", input: z.object({ guests: z.int() }) },
] as const;

/** What either tool answers. */
export const TOOL_RESULT = JSON.stringify({ ok: true });

/** A tool's parameters as a caller would write them, without the dialect's own address. */
export function parametersOf(tool: (typeof TOOLS)[number]): Record<string, unknown> & { readonly type: "object" } {
  const { $schema: _, ...schema } = z.toJSONSchema(tool.input);
  return { ...schema, type: "object" };
}
