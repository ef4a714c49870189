import OpenAI from "openai";
import { zodTextFormat } from "openai/helpers/zod";
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

const RESPONSES_TOOLS: OpenAI.Responses.FunctionTool[] = TOOLS.map((tool) => ({
  type: "function",
  name: tool.name,
  description: tool.description,
  parameters: parametersOf(tool),
  strict: false,
}));

interface Change {
  readonly input?: OpenAI.Responses.ResponseInput;
  readonly tools?: OpenAI.Responses.FunctionTool[];
}

/** The same client by OpenAI's newer API. Nothing is kept between calls: each brings the whole conversation. */
export function openAiResponsesClient({ baseUrl, apiKey }: ClientSettings): ClientUnderTest {
  const client = new OpenAI({ baseURL: baseUrl, apiKey, maxRetries: 0 });

  async function respond({ model, prompt, stream }: Question, change: Change = {}) {
    const params = { model, input: prompt, store: false, ...change };
    return stream ? client.responses.stream(params).finalResponse() : client.responses.create(params);
  }

  return {
    async ask(question) {
      const { output_text: text, usage } = await respond(question);
      return { text, input: usage?.input_tokens, output: usage?.output_tokens };
    },
    async loop(question) {
      const input: OpenAI.Responses.ResponseInput = [{ role: "user", content: question.prompt }];
      const calls: ToolCall[] = [];
      for (let rounds = 1; ; rounds++) {
        const { output, output_text: text } = await respond(question, { input, tools: RESPONSES_TOOLS });
        const made = output.flatMap((item) => (item.type === "function_call" ? [item] : []));
        if (made.length === 0 || rounds === MOST_ROUNDS) return { calls, rounds, text };
        calls.push(...made.map(({ name, arguments: json }) => ({ name, input: JSON.parse(json) as unknown })));
        const results = made.map(({ call_id }) => ({ type: "function_call_output" as const, call_id, output: TOOL_RESULT }));
        // OpenAI's own types of output and input differ in states that only hosted tools have.
        input.push(...(output as OpenAI.Responses.ResponseInputItem[]), ...results);
      }
    },
    async structured({ model, prompt, stream }) {
      const params = { model, input: prompt, text: { format: zodTextFormat(FORECAST, "forecast") } };
      const answer = stream ? await client.responses.stream(params).finalResponse() : await client.responses.parse(params);
      return answer.output_parsed;
    },
  };
}
