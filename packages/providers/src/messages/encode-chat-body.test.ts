import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { readChatRequest } from "../chat/read-chat-request.ts";
import { mutate } from "../chat/testing/mutate.ts";
import { seededRandom } from "../chat/testing/split-bytes.ts";
import { encodeChatBody } from "./encode-chat-body.ts";

const PIXEL = "iVBORw0KGgo=";
const WHOLE = {
  model: "m",
  max_tokens: 100,
  system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "What is this?" },
        { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } },
        { type: "image", source: { type: "url", url: "https://x.test/a.png" } },
        { type: "document", title: "a.pdf", source: { type: "base64", media_type: "application/pdf", data: "JVBERi0=" } },
        { type: "document", title: "Notes", source: { type: "text", media_type: "text/plain", data: "One." } },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "Hm.", signature: "sig" },
        { type: "redacted_thinking", data: "xyz" },
        { type: "text", text: "Let me look." },
        { type: "tool_use", id: "toolu_1", name: "look", input: { at: "it" } },
        { type: "tool_use", id: "toolu_2", name: "look", input: {} },
      ],
    },
    {
      role: "user",
      content: [
        { type: "text", text: "Here." },
        { type: "tool_result", tool_use_id: "toolu_1", content: "A dot." },
        { type: "tool_result", tool_use_id: "toolu_2", is_error: true, content: [{ type: "text", text: "Blind." }] },
      ],
    },
  ],
  tools: [{ name: "look", description: "Looks.", input_schema: { type: "object" }, cache_control: { type: "ephemeral", ttl: "1h" } }],
  tool_choice: { type: "any", disable_parallel_tool_use: true },
  stop_sequences: ["END"],
  temperature: 0.5,
  top_k: 4,
  thinking: { type: "enabled", budget_tokens: 2000 },
  metadata: { user_id: "u1" },
  service_tier: "standard_only",
  context_management: { edits: [] },
};

test("says every part of a conversation as a chat does, results before what is said beside them", () => {
  const chat = encodeChatBody(WHOLE);
  if (chat instanceof Denial) throw new Error(chat.message);
  expect(chat.dropped).toEqual(["context_management"]);
  expect(chat.body).toEqual({
    messages: [
      { role: "system", content: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }] },
      {
        role: "user",
        content: [
          { type: "text", text: "What is this?" },
          { type: "image_url", image_url: { url: `data:image/png;base64,${PIXEL}` } },
          { type: "image_url", image_url: { url: "https://x.test/a.png" } },
          { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" } },
          { type: "text", text: "Notes\n\nOne." },
        ],
      },
      {
        role: "assistant",
        content: "Let me look.",
        reasoning_content: "Hm.",
        extra_content: {
          anthropic: {
            thinking_blocks: [
              { type: "thinking", thinking: "Hm.", signature: "sig" },
              { type: "redacted_thinking", data: "xyz" },
            ],
          },
        },
        tool_calls: [
          { id: "toolu_1", type: "function", function: { name: "look", arguments: '{"at":"it"}' } },
          { id: "toolu_2", type: "function", function: { name: "look", arguments: "{}" } },
        ],
      },
      { role: "tool", tool_call_id: "toolu_1", content: "A dot." },
      {
        role: "tool",
        tool_call_id: "toolu_2",
        content: [
          { type: "text", text: "The tool failed:" },
          { type: "text", text: "Blind." },
        ],
      },
      { role: "user", content: [{ type: "text", text: "Here." }] },
    ],
    temperature: 0.5,
    top_k: 4,
    max_tokens: 100,
    thinking: { type: "enabled", budget_tokens: 2000 },
    stop: ["END"],
    tools: [
      {
        type: "function",
        function: { name: "look", description: "Looks.", parameters: { type: "object" } },
        cache_control: { type: "ephemeral", ttl: "1h" },
      },
    ],
    tool_choice: "required",
    parallel_tool_calls: false,
    user: "u1",
    service_tier: "default",
  });
  expect(readChatRequest(chat.body)).not.toBeInstanceOf(Denial);
});

const ask = (change: object) => encodeChatBody({ model: "m", max_tokens: 9, messages: [{ role: "user", content: "Hi." }], ...change });

test.each([
  ["a tool of Anthropic's own", { tools: [{ type: "web_search_20250305", name: "web_search" }] }, "tools.0.type"],
  ["a tool without a name", { tools: [{ input_schema: {} }] }, "tools.0.name"],
  ["an odd tool choice", { tools: [{ name: "a" }], tool_choice: { type: "maybe" } }, "tool_choice.type"],
  ["MCP servers", { mcp_servers: [{ url: "https://x.test" }] }, "mcp_servers"],
  ["an unknown block", { messages: [{ role: "user", content: [{ type: "hologram" }] }] }, "messages.0.content.0.type"],
  [
    "a file kept at Anthropic",
    { messages: [{ role: "user", content: [{ type: "image", source: { type: "file", file_id: "f" } }] }] },
    "messages.0.content.0.source.type",
  ],
  ["text for a message", { messages: ["Hi."] }, "messages.0"],
  ["a strange role", { messages: [{ role: "king", content: "Hi." }] }, "messages.0.role"],
])("refuses %s by its name", (_, change, param) => {
  const denial = ask(change);
  expect(denial).toBeInstanceOf(Denial);
  expect((denial as Denial).extra.param).toBe(param);
});

test("asks for a schema and an effort in a chat's words, and keeps no thought that nobody signed", () => {
  const schema = { type: "object", properties: { a: { type: "string" } } };
  expect(ask({ output_config: { effort: "low", format: { type: "json_schema", schema } } })).toMatchObject({
    body: { reasoning_effort: "low", response_format: { type: "json_schema", json_schema: { schema, strict: true } } },
  });
  const said = ask({ messages: [{ role: "assistant", content: [{ type: "thinking", thinking: "Hm.", signature: "" }] }] });
  expect(said).toMatchObject({ body: { messages: [{ role: "assistant", content: null, reasoning_content: "Hm." }] } });
  expect(JSON.stringify(said)).not.toContain("thinking_blocks");
});

test("five thousand mutated requests are read or refused, never thrown at", () => {
  const random = seededRandom(7);
  let refused = 0;
  for (let turn = 0; turn < 5_000; turn++) {
    const body = mutate(WHOLE, random);
    if (typeof body !== "object" || body === null || Array.isArray(body)) continue;
    const chat = encodeChatBody(body as Record<string, unknown>);
    const read = chat instanceof Denial ? chat : readChatRequest(chat.body);
    if (read instanceof Denial) refused++;
  }
  expect(refused).toBeGreaterThan(500);
  expect(refused).toBeLessThan(4_750);
});
