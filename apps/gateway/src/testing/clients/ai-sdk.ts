import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, isStepCount, Output, streamText, tool } from "ai";
import type { z } from "zod";
import {
  type ClientSettings,
  type ClientUnderTest,
  FORECAST,
  MOST_ROUNDS,
  TOOL_RESULT,
  TOOLS,
  type ToolCall,
} from "./client-under-test.ts";

/** Vercel's AI SDK, with its provider for addresses that speak like OpenAI. */
export function aiSdkClient({ baseUrl, apiKey }: ClientSettings): ClientUnderTest {
  const provider = createOpenAICompatible({
    name: "gateway",
    baseURL: baseUrl,
    apiKey,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  return {
    async ask({ model, prompt, stream }) {
      const params = { model: provider(model), prompt, maxRetries: 0 };
      const answer = stream ? streamText(params) : await generateText(params);
      const usage = await answer.usage;
      return { text: await answer.text, input: usage.inputTokens, output: usage.outputTokens };
    },
    async loop({ model, prompt, stream }) {
      const calls: ToolCall[] = [];
      const tools = Object.fromEntries(
        TOOLS.map(({ name, description, input: schema }) => {
          const inputSchema: z.ZodType<unknown> = schema;
          const execute = (input: unknown): string => {
            calls.push({ name, input });
            return TOOL_RESULT;
          };
          return [name, tool({ description, inputSchema, execute })];
        }),
      );
      const params = { model: provider(model), prompt, tools, stopWhen: isStepCount(MOST_ROUNDS), maxRetries: 0 };
      const answer = stream ? streamText(params) : await generateText(params);
      return { rounds: (await answer.steps).length, calls, text: await answer.text };
    },
    async structured({ model, prompt, stream }) {
      const params = { model: provider(model), prompt, output: Output.object({ schema: FORECAST }), maxRetries: 0 };
      return stream ? await streamText(params).output : (await generateText(params)).output;
    },
  };
}
