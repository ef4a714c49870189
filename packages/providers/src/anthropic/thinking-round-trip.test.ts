import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { callOf } from "../chat/testing/chat-call.ts";
import { decodeCompletion } from "./decode-completion.ts";
import { encodeMessagesBody } from "./encode-request.ts";
import type { MessagesBody } from "./messages-body.ts";

const THOUGHT = { type: "thinking", thinking: "I should look this up — carefully.", signature: "EqQBsig+/==" };
const REDACTED = { type: "redacted_thinking", data: "cmVkYWN0ZWQ=" };
const CALL = { type: "tool_use", id: "toolu_01", name: "look", input: { city: "Oslo" } };
const base = { reasoning_effort: "low", max_tokens: 8_000, tools: [{ type: "function", function: { name: "look" } }] };
const user = { role: "user", content: "Weather?" };

type Message = Readonly<Record<string, unknown>>;

/** What the assistant's turn looks like at Anthropic after it went through a client that `keeps` what it keeps. */
function roundTrip(content: readonly unknown[], keeps: (message: Message) => Message): MessagesBody {
  const decoded = decodeCompletion(
    Buffer.from(JSON.stringify({ type: "message", model: "m", content, stop_reason: "tool_use", usage: {} })),
    callOf(base),
  );
  if (decoded instanceof Denial) throw new Error(decoded.message);
  const message = JSON.parse(JSON.stringify(decoded.completion.choices[0]?.message)) as Message & { tool_calls: { id: string }[] };
  const results = message.tool_calls.map(({ id }) => ({ role: "tool", tool_call_id: id, content: "Rain" }));
  const encoded = encodeMessagesBody(callOf({ ...base, messages: [user, keeps(message), ...results] }));
  if (encoded instanceof Denial) throw new Error(encoded.message);
  return encoded.body;
}

const everything = (message: Message) => message;
const onlyOpenAi = ({ role, content, tool_calls }: Message) => ({ role, content, tool_calls });

test.each([
  ["everything", everything],
  ["only OpenAI's fields", onlyOpenAi],
] as const)("thoughts come back unchanged and first, through a client that keeps %s", (_, keeps) => {
  const { messages, thinking } = roundTrip([THOUGHT, REDACTED, { type: "text", text: "One moment." }, CALL], keeps);
  expect(messages[1]?.content).toEqual([THOUGHT, REDACTED, { type: "text", text: "One moment." }, CALL]);
  expect(messages[2]?.content).toEqual([{ type: "tool_result", tool_use_id: "toolu_01", content: "Rain" }]);
  expect(thinking).toEqual({ type: "enabled", budget_tokens: 2_048 });
});

test("a thought without text, as newer models give it, comes back by its signature", () => {
  const omitted = { ...THOUGHT, thinking: "" };
  expect(roundTrip([omitted, CALL], onlyOpenAi).messages[1]?.content).toEqual([omitted, CALL]);
});

test("a thought too long for an id comes back with the reasoning that the client kept, and else is left out", () => {
  const long = { ...THOUGHT, thinking: "Step by step. ".repeat(1_000) };
  const withReasoning = ({ role, content, tool_calls, reasoning_content }: Message) => ({ role, content, tool_calls, reasoning_content });
  expect(roundTrip([long, CALL], withReasoning).messages[1]?.content).toEqual([long, CALL]);
  const { messages, thinking } = roundTrip([long, CALL], onlyOpenAi);
  expect([messages[1]?.content, thinking]).toEqual([[CALL], undefined]);
});

test("thoughts that a client made up are not passed on", () => {
  const forged = ({ role, content, tool_calls }: Message) => ({
    role,
    content,
    tool_calls: (tool_calls as { id: string }[]).map((call) => ({ ...call, id: "toolu_01" })),
    extra_content: { anthropic: { thinking_blocks: [{ type: "thinking", thinking: 5 }, null, { type: "text", text: "x" }] } },
  });
  const decoded = roundTrip([THOUGHT, CALL], forged);
  expect(decoded.messages[1]?.content).toEqual([CALL]);
});

test("an answer that is begun goes without thoughts, which Anthropic refuses there", () => {
  const begun = { role: "assistant", content: "The", extra_content: { anthropic: { thinking_blocks: [THOUGHT] } } };
  const encoded = encodeMessagesBody(callOf({ messages: [user, begun] }));
  expect(encoded instanceof Denial ? null : encoded.body.messages[1]?.content).toEqual([{ type: "text", text: "The" }]);
});
