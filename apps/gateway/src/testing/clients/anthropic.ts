import Anthropic from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
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

/** Room for thoughts, of which some models want a thousand. */
const MAX_TOKENS = 4_000;
const ANTHROPIC_TOOLS: Anthropic.Tool[] = TOOLS.map((tool) => ({
  name: tool.name,
  description: tool.description,
  input_schema: parametersOf(tool),
}));

export function anthropicClient({ baseUrl, apiKey }: ClientSettings): ClientUnderTest {
  const client = new Anthropic({ baseURL: baseUrl, apiKey, maxRetries: 0 });

  async function complete({ model, prompt, stream }: Question, change: Partial<Anthropic.MessageCreateParamsNonStreaming> = {}) {
    const params = { model, max_tokens: MAX_TOKENS, messages: [{ role: "user" as const, content: prompt }], ...change };
    return stream ? client.messages.stream(params).finalMessage() : client.messages.create(params);
  }

  return {
    async ask(question) {
      const { content, usage } = await complete(question);
      return { text: textOf(content), input: usage.input_tokens, output: usage.output_tokens };
    },
    async loop(question) {
      const messages: Anthropic.MessageParam[] = [{ role: "user", content: question.prompt }];
      const calls: ToolCall[] = [];
      for (let rounds = 1; ; rounds++) {
        const { content } = await complete(question, { messages, tools: ANTHROPIC_TOOLS });
        const made = content.filter((block) => block.type === "tool_use");
        if (made.length === 0 || rounds === MOST_ROUNDS) return { calls, rounds, text: textOf(content) };
        calls.push(...made.map(({ name, input }) => ({ name, input })));
        const results = made.map(({ id }) => ({ type: "tool_result" as const, tool_use_id: id, content: TOOL_RESULT }));
        messages.push({ role: "assistant", content }, { role: "user", content: results });
      }
    },
    async structured({ model, prompt, stream }) {
      const params = {
        model,
        max_tokens: MAX_TOKENS,
        messages: [{ role: "user" as const, content: prompt }],
        output_config: { format: zodOutputFormat(FORECAST) },
      };
      const answer = stream ? await client.messages.stream(params).finalMessage() : await client.messages.parse(params);
      return answer.parsed_output;
    },
  };
}

function textOf(content: readonly Anthropic.ContentBlock[]): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}
