import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import {
  type ClientSettings,
  type ClientUnderTest,
  FORECAST,
  MOST_ROUNDS,
  parametersOf,
  type Question,
  TOOL_RESULT,
  TOOLS,
  type ToolCall,
} from "./client-under-test.ts";

const OPENAI_TOOLS: OpenAI.ChatCompletionTool[] = TOOLS.map((tool) => ({
  type: "function",
  function: { name: tool.name, description: tool.description, parameters: parametersOf(tool) },
}));

export function openAiClient({ baseUrl, apiKey }: ClientSettings): ClientUnderTest {
  const client = new OpenAI({ baseURL: baseUrl, apiKey, maxRetries: 0 });

  async function complete({ model, prompt, stream }: Question, change: Partial<OpenAI.ChatCompletionCreateParams> = {}) {
    const params = { model, messages: [{ role: "user" as const, content: prompt }], ...change };
    if (!stream) return client.chat.completions.create({ ...params, stream: false });
    return client.chat.completions.stream({ ...params, stream: true, stream_options: { include_usage: true } }).finalChatCompletion();
  }

  return {
    async ask(question) {
      const { choices, usage } = await complete(question);
      return { text: choices[0]?.message.content ?? "", input: usage?.prompt_tokens, output: usage?.completion_tokens };
    },
    async loop(question) {
      const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: question.prompt }];
      const calls: ToolCall[] = [];
      for (let rounds = 1; ; rounds++) {
        const message = (await complete(question, { messages, tools: OPENAI_TOOLS })).choices[0]?.message;
        const made = message?.tool_calls?.flatMap((call) => (call.type === "function" ? [call] : [])) ?? [];
        if (!message || made.length === 0 || rounds === MOST_ROUNDS) return { calls, rounds, text: message?.content ?? "" };
        messages.push(message);
        for (const call of made) {
          calls.push({ name: call.function.name, input: JSON.parse(call.function.arguments) });
          messages.push({ role: "tool", tool_call_id: call.id, content: TOOL_RESULT });
        }
      }
    },
    async structured({ model, prompt, stream }) {
      const params = {
        model,
        messages: [{ role: "user" as const, content: prompt }],
        response_format: zodResponseFormat(FORECAST, "forecast"),
      };
      const answer = stream
        ? await client.chat.completions.stream(params).finalChatCompletion()
        : await client.chat.completions.parse(params);
      return answer.choices[0]?.message.parsed;
    },
  };
}
