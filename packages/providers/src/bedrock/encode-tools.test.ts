import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import { encodeRequest } from "./encode-request.ts";
import { CLAUDE, converseCall, LLAMA } from "./testing/converse.ts";

type Body = Readonly<Record<string, unknown>>;

function encode(body: Body, model = CLAUDE) {
  const encoded = encodeRequest(converseCall(body, model));
  if (encoded instanceof Denial) throw new Error(encoded.message);
  return { ...encoded, body: JSON.parse(encoded.body) };
}
const sent = (body: Body, model?: string) => encode(body, model).body;

const user = (content: unknown) => ({ role: "user", content });
const assistant = (content: unknown, more: Body = {}) => ({ role: "assistant", content, ...more });
const call = (id: string, name: string, args: unknown = {}) => ({
  id,
  type: "function",
  function: { name, arguments: JSON.stringify(args) },
});
const result = (tool_call_id: string, content: unknown) => ({ role: "tool", tool_call_id, content });
const tool = (name: string, parameters?: unknown, more: Body = {}) => ({
  type: "function",
  function: { name, ...(parameters !== undefined && { parameters }), ...more },
});
const CITY = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const WEATHER = tool("get_weather", CITY);
const CALLED = [
  user("Weather?"),
  assistant(null, { tool_calls: [call("call_1", "get_weather", { city: "Oslo" })] }),
  result("call_1", "Rain"),
];

describe("tools", () => {
  test("results stand in one user turn, in the order of their calls", () => {
    const calls = [call("call_1", "get_weather", { city: "Oslo" }), call("call_2", "get_weather", { city: "Rome" })];
    const messages = [
      user("Both?"),
      assistant("Let me look.", { tool_calls: calls }),
      result("call_2", "Sun"),
      result("call_1", [
        { type: "text", text: "Rain, " },
        { type: "text", text: "4" },
      ]),
      user("So?"),
    ];
    expect(sent({ messages, tools: [WEATHER] }).messages.slice(1)).toEqual([
      {
        role: "assistant",
        content: [
          { text: "Let me look." },
          { toolUse: { toolUseId: "call_1", name: "get_weather", input: { city: "Oslo" } } },
          { toolUse: { toolUseId: "call_2", name: "get_weather", input: { city: "Rome" } } },
        ],
      },
      {
        role: "user",
        content: [
          { toolResult: { toolUseId: "call_1", content: [{ text: "Rain, " }, { text: "4" }] } },
          { toolResult: { toolUseId: "call_2", content: [{ text: "Sun" }] } },
          { text: "So?" },
        ],
      },
    ]);
  });

  test("a result without content says so, because a blank one is refused", () => {
    const messages = [...CALLED.slice(0, 2), result("call_1", " ")];
    expect(sent({ messages, tools: [WEATHER] }).messages[2].content).toEqual([
      { toolResult: { toolUseId: "call_1", content: [{ text: "(no output)" }] } },
    ]);
  });

  test("ids of other providers are made to fit, the same on both sides", () => {
    const id = `call_${"x".repeat(90)}.1`;
    const messages = [user("?"), assistant(null, { tool_calls: [call(id, "get_weather")] }), result(id, "Rain")];
    const { messages: turns } = sent({ messages, tools: [WEATHER] });
    expect(turns[1].content[0].toolUse.toolUseId).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(turns[2].content[0].toolResult.toolUseId).toBe(turns[1].content[0].toolUse.toolUseId);
  });

  test("names that Bedrock would refuse are replaced everywhere alike", () => {
    const name = "crm.find/customer";
    const messages = [user("?"), assistant(null, { tool_calls: [call("call_1", name)] }), result("call_1", "Ok")];
    const body = sent({ messages, tools: [tool(name), tool("n".repeat(70))], tool_choice: { type: "function", function: { name } } });
    const names = body.toolConfig.tools.map(({ toolSpec }: { toolSpec: { name: string } }) => toolSpec.name);
    for (const sentName of names) expect(sentName).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(body.toolConfig.toolChoice).toEqual({ tool: { name: names[0] } });
    expect(body.messages[1].content[0].toolUse.name).toBe(names[0]);
  });

  test.each([
    ["none at all", undefined],
    ["no type", { properties: {} }],
    ["alternatives", { anyOf: [CITY, { type: "object" }] }],
  ])("a schema with %s becomes an object's", (_, parameters) => {
    expect(sent({ tools: [tool("ping", parameters)] }).toolConfig.tools[0].toolSpec.inputSchema.json.type).toBe("object");
  });

  test.each([
    ["auto", undefined],
    ["required", { any: {} }],
    [{ type: "function", function: { name: "get_weather" } }, { tool: { name: "get_weather" } }],
  ])("the choice %j is said as %j", (tool_choice, toolChoice) => {
    expect(sent({ tools: [WEATHER], tool_choice }).toolConfig.toolChoice).toEqual(toolChoice);
  });

  test("a named tool is the only one for models that cannot be told its name", () => {
    const { toolConfig } = sent(
      { tools: [WEATHER, tool("other")], tool_choice: { type: "function", function: { name: "get_weather" } } },
      "mistral.mistral-large-2407-v1:0",
    );
    expect(toolConfig.toolChoice).toEqual({ any: {} });
    expect(toolConfig.tools).toHaveLength(1);
  });

  test("only one call at a time is Claude's own word, with a type exactly when the choice is open", () => {
    const off = { tools: [WEATHER], parallel_tool_calls: false };
    expect(sent(off).additionalModelRequestFields).toEqual({ tool_choice: { type: "auto", disable_parallel_tool_use: true } });
    expect(sent({ ...off, tool_choice: "required" })).toMatchObject({
      toolConfig: { toolChoice: { any: {} } },
      additionalModelRequestFields: { tool_choice: { disable_parallel_tool_use: true } },
    });
    expect(sent({ ...off, tool_choice: "required" }).additionalModelRequestFields.tool_choice).not.toHaveProperty("type");
    expect(encode(off, LLAMA)).toMatchObject({ dropped: ["parallel_tool_calls"] });
    expect(sent({ parallel_tool_calls: false })).not.toHaveProperty("additionalModelRequestFields");
  });

  test("that must not be called are not sent", () => {
    expect(sent({ tools: [WEATHER], tool_choice: "none" })).not.toHaveProperty("toolConfig");
    expect(sent({ tools: [WEATHER], tool_choice: "none" }, LLAMA)).not.toHaveProperty("toolConfig");
  });

  test.each([{ tools: [WEATHER], tool_choice: "none" }, {}])(
    "of the conversation are declared to Claude, which is told to call none: %j",
    (more) => {
      const body = sent({ messages: [...CALLED, user("Thanks.")], ...more });
      expect(body.toolConfig.tools[0].toolSpec.name).toBe("get_weather");
      expect(body.additionalModelRequestFields).toEqual({ tool_choice: { type: "none" } });
    },
  );

  test("of the conversation become text for models that could not be kept from calling them", () => {
    const body = sent({ messages: [...CALLED, user("Thanks.")] }, LLAMA);
    expect(body).not.toHaveProperty("toolConfig");
    expect(body.messages).toEqual([
      { role: "user", content: [{ text: "Weather?" }] },
      { role: "assistant", content: [{ text: '[Called the tool get_weather with {"city":"Oslo"}]' }] },
      { role: "user", content: [{ text: "[Result of the tool get_weather:]" }, { text: "Rain" }, { text: "Thanks." }] },
    ]);
  });
});
