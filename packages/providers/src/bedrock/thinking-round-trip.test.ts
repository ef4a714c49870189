import type { ChatMessage } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { bedrockChat } from "./adapter.ts";
import { CLAUDE, converseCall, LLAMA } from "./testing/converse.ts";

const THOUGHT = { reasoningContent: { reasoningText: { text: "I should look this up — carefully.", signature: "EqQBsig==" } } };
const REDACTED = { reasoningContent: { redactedContent: "cmVkYWN0ZWQ=" } };
const USE = { toolUse: { toolUseId: "tooluse_1", name: "get_weather", input: { city: "Oslo" } } };
const ASK = { tools: [{ type: "function", function: { name: "get_weather" } }], reasoning_effort: "low", max_tokens: 8_000 };

function answered(content: readonly unknown[]): ChatMessage {
  const body = {
    output: { message: { role: "assistant", content } },
    stopReason: "tool_use",
    usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
  };
  const decoded = bedrockChat.decodeCompletion(Buffer.from(JSON.stringify(body)), converseCall(ASK));
  const message = decoded instanceof Denial ? undefined : decoded.completion.choices[0]?.message;
  if (message === undefined) throw new Error("no answer");
  return message;
}

function sentBack(message: unknown, model = CLAUDE) {
  const id = (message as ChatMessage).tool_calls?.[0]?.id;
  const messages = [{ role: "user", content: "Weather?" }, message, { role: "tool", tool_call_id: id, content: "Rain" }];
  const encoded = bedrockChat.encodeRequest(converseCall({ ...ASK, messages }, model));
  if (encoded instanceof Denial) throw new Error(encoded.message);
  return JSON.parse(encoded.body);
}

/** Only what OpenAI's own message has fields for. */
const plain = ({ role, content, tool_calls }: ChatMessage) => ({ role, content, tool_calls });

test("thoughts come back as they were, through clients that keep unknown fields and through those that drop them", () => {
  const message = answered([THOUGHT, REDACTED, { text: "One moment." }, USE]);
  expect(message).toMatchObject({ content: "One moment.", reasoning_content: "I should look this up — carefully." });
  for (const kept of [message, plain(message)]) {
    const body = sentBack(kept);
    expect(body.messages[1].content).toEqual([THOUGHT, REDACTED, { text: "One moment." }, USE]);
    expect(body.messages[2].content[0].toolResult.toolUseId).toBe("tooluse_1");
    expect(body.additionalModelRequestFields.thinking.type).toBe("enabled");
  }
});

test("thoughts do not go to models that know none", () => {
  const message = answered([THOUGHT, USE]);
  for (const model of [LLAMA, "anthropic.claude-3-haiku-20240307-v1:0"])
    expect(sentBack(message, model).messages[1].content).toEqual([USE]);
});

test("encrypted thoughts that are no base64 are left out, because Bedrock refuses them", () => {
  const message = {
    ...plain(answered([USE])),
    extra_content: { anthropic: { thinking_blocks: [{ type: "redacted_thinking", data: "§" }] } },
  };
  expect(sentBack(message).messages[1].content).toEqual([USE]);
});
