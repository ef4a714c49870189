import { type AIMessageChunk, type BaseMessage, HumanMessage, ToolMessage, type UsageMetadata } from "@langchain/core/messages";
import { ChatOpenAI } from "@langchain/openai";
import {
  type ClientSettings,
  type ClientUnderTest,
  FORECAST,
  MOST_ROUNDS,
  parametersOf,
  type Said,
  TOOL_RESULT,
  TOOLS,
  type ToolCall,
} from "./client-under-test.ts";

const LANGCHAIN_TOOLS = TOOLS.map((tool) => ({
  type: "function" as const,
  function: { name: tool.name, description: tool.description, parameters: parametersOf(tool) },
}));

interface Runs {
  invoke(messages: BaseMessage[]): Promise<AIMessageChunk>;
  stream(messages: BaseMessage[]): Promise<AsyncIterable<AIMessageChunk>>;
}

/** LangChain's model class for OpenAI. */
export function langChainClient({ baseUrl, apiKey }: ClientSettings): ClientUnderTest {
  const modelOf = (model: string) => new ChatOpenAI({ model, apiKey, maxRetries: 0, configuration: { baseURL: baseUrl } });
  return {
    async ask({ model, prompt, stream }) {
      return saidBy(await run(modelOf(model), [new HumanMessage(prompt)], stream));
    },
    async loop({ model, prompt, stream }) {
      const bound = modelOf(model).bindTools(LANGCHAIN_TOOLS);
      const messages: BaseMessage[] = [new HumanMessage(prompt)];
      const calls: ToolCall[] = [];
      for (let rounds = 1; ; rounds++) {
        const message = await run(bound, messages, stream);
        const made = message.tool_calls ?? [];
        if (made.length === 0 || rounds === MOST_ROUNDS) return { calls, rounds, text: message.text };
        calls.push(...made.map(({ name, args }) => ({ name, input: args })));
        messages.push(message, ...made.map(({ id = "" }) => new ToolMessage({ content: TOOL_RESULT, tool_call_id: id })));
      }
    },
    async structured({ model, prompt, stream }) {
      const bound = modelOf(model).withStructuredOutput(FORECAST, { name: "forecast", method: "jsonSchema" });
      if (!stream) return bound.invoke(prompt);
      let last: unknown;
      for await (const part of await bound.stream(prompt)) last = part;
      return last;
    },
  };
}

/** Its own type says `never` of the usage. */
function saidBy({ text, usage_metadata: usage }: { readonly text: string; readonly usage_metadata?: UsageMetadata | undefined }): Said {
  return { text, input: usage?.input_tokens, output: usage?.output_tokens };
}

async function run(model: Runs, messages: BaseMessage[], stream: boolean): Promise<AIMessageChunk> {
  if (!stream) return model.invoke(messages);
  let whole: AIMessageChunk | null = null;
  for await (const part of await model.stream(messages)) whole = whole === null ? part : whole.concat(part);
  if (whole === null) throw new Error("The stream was empty.");
  return whole;
}
