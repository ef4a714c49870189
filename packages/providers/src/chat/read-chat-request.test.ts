import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import { readChatRequest } from "./read-chat-request.ts";
import { sealToolCallId } from "./sealed-signature.ts";
import { requestOf } from "./testing/chat-call.ts";

const user = { role: "user", content: "Hello." };
const call = (id: string, name = "look", args: unknown = "{}") => ({ id, type: "function", function: { name, arguments: args } });
const looks = [{ type: "function", function: { name: "look" } }];

describe("a request that is wrong is refused by the name of its field", () => {
  const table: [string, unknown, string][] = [
    ["no body", null, ""],
    ["a list", [], ""],
    ["no messages", {}, "messages"],
    ["messages of text", { messages: "Hello." }, "messages"],
    ["no message", { messages: [] }, "messages"],
    ["a message that is null", { messages: [null] }, "messages.0"],
    ["an unknown role", { messages: [{ role: "wizard", content: "x" }] }, "messages.0.role"],
    ["no role", { messages: [{ content: "x" }] }, "messages.0.role"],
    ["content of a number", { messages: [{ role: "user", content: 5 }] }, "messages.0.content"],
    ["content left out", { messages: [{ role: "user" }] }, "messages.0.content"],
    ["a part that is null", { messages: [{ role: "user", content: [null] }] }, "messages.0.content.0"],
    ["an unknown part", { messages: [{ role: "user", content: [{ type: "hologram" }] }] }, "messages.0.content.0.type"],
    ["an image for the system", { messages: [{ role: "system", content: [{ type: "image_url" }] }, user] }, "messages.0.content.0.type"],
    [
      "broken base64",
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:image/png;base64,@@" } }] }] },
      "messages.0.content.0.image_url.url",
    ],
    [
      "an image by another scheme",
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "file:///etc/passwd" } }] }] },
      "messages.0.content.0.image_url.url",
    ],
    [
      "a file kept elsewhere",
      { messages: [{ role: "user", content: [{ type: "file", file: { file_id: "f" } }] }] },
      "messages.0.content.0.file.file_id",
    ],
    ["a result without its call", { messages: [user, { role: "tool", tool_call_id: "call_9", content: "x" }] }, "messages.1.tool_call_id"],
    ["a call without its result", { messages: [user, { role: "assistant", tool_calls: [call("a")] }, user] }, "messages"],
    [
      "a custom call",
      { messages: [user, { role: "assistant", tool_calls: [{ id: "a", type: "custom" }] }] },
      "messages.1.tool_calls.0.type",
    ],
    ["a temperature of text", { messages: [user], temperature: "hot" }, "temperature"],
    ["a temperature of 3", { messages: [user], temperature: 3 }, "temperature"],
    ["negative tokens", { messages: [user], max_tokens: -1 }, "max_tokens"],
    ["tools of text", { messages: [user], tools: "all" }, "tools"],
    ["a tool without a name", { messages: [user], tools: [{ type: "function", function: {} }] }, "tools.0.function.name"],
    ["a custom tool", { messages: [user], tools: [{ type: "custom", custom: { name: "x" } }] }, "tools.0.type"],
    ["two tools of one name", { messages: [user], tools: [...looks, ...looks] }, "tools"],
    ["a choice without tools", { messages: [user], tool_choice: "required" }, "tool_choice"],
    [
      "a choice of no tool",
      { messages: [user], tools: looks, tool_choice: { type: "function", function: { name: "run" } } },
      "tool_choice",
    ],
    ["a choice of nonsense", { messages: [user], tools: looks, tool_choice: 7 }, "tool_choice"],
    ["a stop of numbers", { messages: [user], stop: [1] }, "stop"],
    ["a stream of text", { messages: [user], stream: "yes" }, "stream"],
    ["an unknown effort", { messages: [user], reasoning_effort: "heroic" }, "reasoning_effort"],
    [
      "a format without a schema",
      { messages: [user], response_format: { type: "json_schema", json_schema: { name: "x" } } },
      "response_format.json_schema.schema",
    ],
    ["an unknown format", { messages: [user], response_format: { type: "yaml" } }, "response_format.type"],
  ];
  test.each(table)("%s", (_, body, param) => {
    const denial = readChatRequest(body);
    expect(denial).toBeInstanceOf(Denial);
    const { extra, status } = denial as Denial;
    expect({ param: extra.param ?? "", status }).toEqual({ param, status: 400 });
  });

  test("a schema nested without end is refused, not walked", () => {
    let schema: unknown = {};
    for (let depth = 0; depth < 20_000; depth++) schema = { items: schema };
    const denial = readChatRequest({ messages: [user], tools: [{ type: "function", function: { name: "x", parameters: schema } }] });
    expect((denial as Denial).extra.param).toBe("tools.0.function.parameters");
  });
});

describe("messages", () => {
  test("null counts as absent everywhere", () => {
    const request = requestOf({
      temperature: null,
      top_p: null,
      stop: null,
      seed: null,
      user: null,
      tools: null,
      tool_choice: null,
      max_tokens: null,
    });
    expect(request).toMatchObject({ temperature: null, stop: [], tools: [], toolChoice: null, maxTokens: null });
    expect(Object.keys(request.given)).toEqual(["messages"]);
  });

  test("empty texts are left out, the others keep every character", () => {
    const text = "Zażółć \u2028 👩‍👩‍👧‍👦 </s>";
    const { messages } = requestOf({
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "" },
            { type: "text", text },
          ],
        },
      ],
    });
    expect(messages).toEqual([{ role: "user", parts: [{ type: "text", text, cache: null }] }]);
  });

  test("a marker on a message stands at its end", () => {
    const { messages } = requestOf({
      messages: [
        {
          role: "user",
          cache_control: { type: "ephemeral", ttl: "1h" },
          content: [
            { type: "text", text: "a" },
            { type: "text", text: "b" },
          ],
        },
      ],
    });
    expect(messages[0]).toMatchObject({ parts: [{ cache: null }, { cache: { ttl: "1h" } }] });
  });

  test("ids that a provider would refuse become safe, alike in call and result, and apart from each other", () => {
    const long = `call_${"x".repeat(90)}.1`;
    const { messages } = requestOf({
      messages: [
        user,
        { role: "assistant", tool_calls: [call(long), call("a/1"), call("a.1")] },
        ...[long, "a/1", "a.1"].map((id) => ({ role: "tool", tool_call_id: id, content: id })),
      ],
    });
    const [, assistant, ...results] = messages;
    const ids = assistant?.role === "assistant" ? assistant.toolCalls.map(({ id }) => id) : [];
    expect(results.map((result) => result.role === "tool" && result.toolCallId)).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });

  test("an id that a client uses anew in each turn is made unique", () => {
    const turn = [
      { role: "assistant", tool_calls: [call("call_1")] },
      { role: "tool", tool_call_id: "call_1", content: "x" },
    ];
    const ids = requestOf({ messages: [user, ...turn, ...turn] }).messages.flatMap((message) =>
      message.role === "tool" ? [message.toolCallId] : message.role === "assistant" ? message.toolCalls.map(({ id }) => id) : [],
    );
    expect(ids).toEqual(["call_1", "call_1", "call_1-2", "call_1-2"]);
  });

  test("what was sealed in an id is opened, and the id goes on without it", () => {
    const sealed = sealToolCallId("toolu_1", ["claude", ["thought", "sig"]]) ?? "";
    const { messages } = requestOf({
      messages: [user, { role: "assistant", tool_calls: [call(sealed)] }, { role: "tool", tool_call_id: sealed, content: "x" }],
    });
    expect(messages[1]).toMatchObject({ toolCalls: [{ id: "toolu_1", sealed: ["claude", ["thought", "sig"]] }] });
    expect(messages[2]).toMatchObject({ toolCallId: "toolu_1" });
  });

  test("arguments that are no JSON object are kept as they were said", () => {
    const args = (text: unknown) => {
      const { messages } = requestOf({
        messages: [user, { role: "assistant", tool_calls: [call("a", "look", text)] }, { role: "tool", tool_call_id: "a", content: "x" }],
      });
      return messages[1]?.role === "assistant" ? messages[1].toolCalls[0]?.arguments : null;
    };
    expect([args(""), args("null"), args('{"a":1}'), args('{"a":'), args("[1]")]).toEqual([
      {},
      {},
      { a: 1 },
      { unparsed_arguments: '{"a":' },
      { unparsed_arguments: "[1]" },
    ]);
  });

  test("old function calls and their results are tool calls and results", () => {
    const { messages, tools, toolChoice } = requestOf({
      messages: [
        user,
        { role: "assistant", content: null, function_call: { name: "look", arguments: "{}" } },
        { role: "function", name: "look", content: "Rain" },
      ],
      functions: [{ name: "look", parameters: { type: "object" } }],
      function_call: { name: "look" },
    });
    expect(messages[1]).toMatchObject({ toolCalls: [{ id: "function_look", name: "look" }] });
    expect(messages[2]).toMatchObject({ role: "tool", toolCallId: "function_look" });
    expect([tools[0]?.name, toolChoice]).toEqual(["look", { mode: "named", name: "look" }]);
  });

  test("an image whose bytes contradict its label goes by its bytes", () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]).toString("base64");
    const { messages } = requestOf({
      messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: `data:image/png;base64,${jpeg}` } }] }],
    });
    expect(messages[0]).toMatchObject({ parts: [{ mediaType: "image/jpeg", data: jpeg, url: null }] });
  });
});

test("the choice of allowed tools is read in both spellings", () => {
  const allowed = { mode: "required", tools: [{ type: "function", function: { name: "look" } }] };
  const choice = { mode: "allowed", names: ["look"], required: true };
  expect(requestOf({ tools: looks, tool_choice: { type: "allowed_tools", allowed_tools: allowed } }).toolChoice).toEqual(choice);
  expect(
    requestOf({ tools: looks, tool_choice: { type: "allowed_tools", mode: "required", tools: [{ type: "function", name: "look" }] } })
      .toolChoice,
  ).toEqual(choice);
});

test("the newer spelling of the token limit wins", () => {
  expect(requestOf({ max_tokens: 5, max_completion_tokens: 7 }).maxTokens).toBe(7);
});
