import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { readChatRequest } from "../chat/read-chat-request.ts";
import { mutate } from "../chat/testing/mutate.ts";
import { seededRandom } from "../chat/testing/split-bytes.ts";
import { encodeChatBody } from "./encode-chat-body.ts";

const SCHEMA = { type: "object", properties: { a: { type: "string" } } };
const WHOLE = {
  model: "m",
  instructions: "Be brief.",
  input: [
    { role: "developer", content: "No jokes." },
    {
      type: "message",
      role: "user",
      content: [
        { type: "input_text", text: "What is this?" },
        { type: "input_image", image_url: "https://x.test/a.png", detail: "low" },
        { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" },
      ],
    },
    { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "Hm." }] },
    {
      type: "message",
      id: "msg_1",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: "I look.", annotations: [] }],
    },
    { type: "function_call", call_id: "c1", name: "look", arguments: '{"at":"it"}' },
    { type: "function_call", call_id: "c2", name: "look", arguments: "" },
    { type: "function_call_output", call_id: "c1", output: "A dot." },
    { type: "function_call_output", call_id: "c2", output: [{ type: "input_text", text: "Nothing." }] },
  ],
  tools: [{ type: "function", name: "look", description: "Looks.", parameters: SCHEMA, strict: true }],
  tool_choice: { type: "function", name: "look" },
  parallel_tool_calls: false,
  text: { format: { type: "json_schema", name: "answer", schema: SCHEMA, strict: true } },
  reasoning: { effort: "low", summary: "auto" },
  max_output_tokens: 100,
  temperature: 0.5,
  store: true,
  truncation: "auto",
  include: ["reasoning.encrypted_content"],
};

test("says every item as a chat does: what one turn of the assistant holds is one message", () => {
  const chat = encodeChatBody(WHOLE);
  if (chat instanceof Denial) throw new Error(chat.message);
  expect(chat.dropped).toEqual(["store", "truncation"]);
  expect(chat.body).toEqual({
    messages: [
      { role: "system", content: "Be brief." },
      { role: "developer", content: "No jokes." },
      {
        role: "user",
        content: [
          { type: "text", text: "What is this?" },
          { type: "image_url", image_url: { url: "https://x.test/a.png", detail: "low" } },
          { type: "file", file: { file_data: "data:application/pdf;base64,JVBERi0=", filename: "a.pdf" } },
        ],
      },
      {
        role: "assistant",
        content: [{ type: "text", text: "I look." }],
        reasoning_content: "Hm.",
        tool_calls: [
          { id: "c1", type: "function", function: { name: "look", arguments: '{"at":"it"}' } },
          { id: "c2", type: "function", function: { name: "look", arguments: "" } },
        ],
      },
      { role: "tool", tool_call_id: "c1", content: "A dot." },
      { role: "tool", tool_call_id: "c2", content: [{ type: "text", text: "Nothing." }] },
    ],
    temperature: 0.5,
    parallel_tool_calls: false,
    max_completion_tokens: 100,
    tools: [{ type: "function", function: { name: "look", description: "Looks.", parameters: SCHEMA, strict: true } }],
    tool_choice: { type: "function", function: { name: "look" } },
    response_format: { type: "json_schema", json_schema: { name: "answer", schema: SCHEMA, strict: true } },
    reasoning_effort: "low",
  });
  expect(readChatRequest(chat.body)).not.toBeInstanceOf(Denial);
});

test("a text alone is the user's", () => {
  expect(encodeChatBody({ model: "m", input: "Hi." })).toEqual({ body: { messages: [{ role: "user", content: "Hi." }] }, dropped: [] });
});

test.each([
  [{ previous_response_id: "resp_1" }, "previous_response_id"],
  [{ conversation: "conv_1" }, "conversation"],
  [{ prompt: { id: "p" } }, "prompt"],
  [{ background: true }, "background"],
  [{ top_logprobs: 2 }, "top_logprobs"],
  [{ tools: [{ type: "web_search" }] }, "tools.0.type"],
  [{ tools: [{ type: "function", name: "a" }], tool_choice: { type: "file_search" } }, "tool_choice"],
  [{ text: { format: { type: "json_schema", name: "a" } } }, "text.format.schema"],
  [{ input: [{ type: "item_reference", id: "x" }] }, "input.0.type"],
  [{ input: [{ role: "user", content: [{ type: "input_image", file_id: "f" }] }] }, "input.0.content.0.file_id"],
  [{ input: ["Hi."] }, "input.0"],
])("refuses %j by its name", (change, param) => {
  const denial = encodeChatBody({ model: "m", input: "Hi.", ...change });
  expect(denial).toBeInstanceOf(Denial);
  expect((denial as Denial).extra.param).toBe(param);
  expect((denial as Denial).status).toBe(400);
});

test("five thousand mutated requests are read or refused, never thrown at", () => {
  const random = seededRandom(11);
  let refused = 0;
  for (let turn = 0; turn < 5_000; turn++) {
    const body = mutate(WHOLE, random);
    if (typeof body !== "object" || body === null || Array.isArray(body)) continue;
    const chat = encodeChatBody(body as Record<string, unknown>);
    if ((chat instanceof Denial ? chat : readChatRequest(chat.body)) instanceof Denial) refused++;
  }
  expect(refused).toBeGreaterThan(500);
  expect(refused).toBeLessThan(4_750);
});
