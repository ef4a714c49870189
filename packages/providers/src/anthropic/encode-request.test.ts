import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import { callOf } from "../chat/testing/chat-call.ts";
import { ANSWER_TOOL } from "./answer-format.ts";
import { type EncodedMessagesBody, encodeMessagesBody, encodeRequest } from "./encode-request.ts";

const OLD = "claude-sonnet-4-20250514";

function encode(body: Readonly<Record<string, unknown>>, model?: string): EncodedMessagesBody {
  const encoded = encodeMessagesBody(callOf({ max_tokens: 1024, ...body }, model));
  if (encoded instanceof Denial) throw new Error(encoded.message);
  return encoded;
}

function refused(body: Readonly<Record<string, unknown>>, model?: string): string | undefined {
  const encoded = encodeMessagesBody(callOf(body, model));
  return encoded instanceof Denial ? encoded.extra.param : "not refused";
}

const user = { role: "user", content: "Hello." };
const tool = (name: string, extra: Record<string, unknown> = {}) => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] }, ...extra },
});
const call = (id: string, name: string) => ({ id, type: "function", function: { name, arguments: '{"city":"Oslo"}' } });
const PNG = "iVBORw0KGgo=";

test("a plain request is said in Anthropic's words", () => {
  const upstream = encodeRequest(
    callOf({ messages: [{ role: "system", content: "Be brief." }, user], stream: true, temperature: 0.3, stop: ["END"], user: "u-1" }),
  );
  if (upstream instanceof Denial) throw new Error(upstream.message);
  expect({ ...upstream, body: JSON.parse(upstream.body) }).toEqual({
    method: "POST",
    path: "/v1/messages",
    headers: ["content-type", "application/json"],
    body: {
      model: "claude-sonnet-4-5-20250929",
      max_tokens: 64_000,
      system: "Be brief.",
      messages: [{ role: "user", content: [{ type: "text", text: "Hello." }] }],
      stream: true,
      temperature: 0.3,
      stop_sequences: ["END"],
      metadata: { user_id: "u-1" },
    },
    dropped: [],
    lost: [],
  });
});

describe("messages", () => {
  test("a call, its result and a picture each stand where Anthropic wants them", () => {
    const { body } = encode({
      tools: [tool("look")],
      messages: [
        user,
        { role: "assistant", content: "One moment.", tool_calls: [call("call_1", "look")] },
        { role: "user", content: [{ type: "image_url", image_url: { url: `data:image/png;base64,${PNG}` } }] },
        { role: "tool", tool_call_id: "call_1", content: "Rain" },
      ],
    });
    expect(body.messages.slice(1)).toEqual([
      {
        role: "assistant",
        content: [
          { type: "text", text: "One moment." },
          { type: "tool_use", id: "call_1", name: "look", input: { city: "Oslo" } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "call_1", content: "Rain" },
          { type: "image", source: { type: "base64", media_type: "image/png", data: PNG } },
        ],
      },
    ]);
  });

  test("documents go as PDF or as text", () => {
    const file = (type: string, data: string) => ({
      type: "file",
      file: { filename: "a.x", file_data: `data:${type};base64,${Buffer.from(data).toString("base64")}` },
    });
    const { body } = encode({ messages: [{ role: "user", content: [file("application/pdf", "%PDF-1.4"), file("text/csv", "a,b")] }] });
    expect(body.messages[0]?.content).toMatchObject([
      { type: "document", source: { type: "base64", media_type: "application/pdf" }, title: "a.x" },
      { type: "document", source: { type: "text", media_type: "text/plain", data: "a,b" } },
    ]);
  });

  test("an answer that is begun keeps no space at its end", () => {
    expect(encode({ messages: [user, { role: "assistant", content: "The colour is " }] }).body.messages.at(-1)?.content).toEqual([
      { type: "text", text: "The colour is" },
    ]);
  });

  test("an assistant who speaks first is given a user to answer", () => {
    const { messages } = encode({ messages: [{ role: "assistant", content: "Ready." }, user] }).body;
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  });

  test("texts of white space are left out, and a request of nothing else is refused", () => {
    expect(
      encode({
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: " \n" },
              { type: "text", text: "Hi." },
            ],
          },
        ],
      }).body.messages[0]?.content,
    ).toEqual([{ type: "text", text: "Hi." }]);
    expect(refused({ messages: [{ role: "user", content: " " }] })).toBe("messages");
  });

  test("tools of the conversation that are no longer offered are declared, and must not be called", () => {
    const { body } = encode({
      messages: [user, { role: "assistant", tool_calls: [call("c", "look")] }, { role: "tool", tool_call_id: "c", content: "x" }],
    });
    expect([body.tools?.map(({ name }) => name), body.tool_choice]).toEqual([["look"], { type: "none" }]);
  });

  test("what the model cannot see or hear is refused by its place", () => {
    const audio = { type: "input_audio", input_audio: { data: "aGk=", format: "wav" } };
    expect(refused({ messages: [{ role: "user", content: [audio] }] })).toBe("messages.0.content.0.input_audio");
    expect(
      refused({ messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:image/tiff;base64,aGk=" } }] }] }),
    ).toBe("messages.0.content.0.image_url.url");
  });

  test("cache markers are kept on texts, results and tools, four at most", () => {
    const marked = (text: string) => ({ role: "user", content: [{ type: "text", text, cache_control: { type: "ephemeral" } }] });
    const { body, lost } = encode({
      tools: [{ ...tool("look"), cache_control: { type: "ephemeral", ttl: "1h" } }],
      messages: ["a", "b", "c", "d", "e"].map(marked),
    });
    const kept = body.messages
      .flatMap(({ content }) => content)
      .filter((block) => block.cache_control)
      .map((block) => block["text"]);
    expect([body.tools?.[0]?.cache_control, kept]).toEqual([{ type: "ephemeral", ttl: "1h" }, ["c", "d", "e"]]);
    expect(lost).toEqual(["cache_control: 2 markers were left out, because the provider takes 4"]);
  });
});

describe("tools", () => {
  const choices: [unknown, Record<string, unknown>, unknown][] = [
    ["auto", {}, { type: "auto" }],
    ["required", {}, { type: "any" }],
    ["none", {}, { type: "none" }],
    ["none", { parallel_tool_calls: false }, { type: "none" }],
    [undefined, { parallel_tool_calls: false }, { type: "auto", disable_parallel_tool_use: true }],
    [
      { type: "function", function: { name: "look" } },
      { parallel_tool_calls: false },
      { type: "tool", name: "look", disable_parallel_tool_use: true },
    ],
    [undefined, {}, undefined],
  ];
  test.each(choices)("choice %j with %j", (tool_choice, extra, expected) => {
    expect(encode({ tools: [tool("look"), tool("run")], tool_choice, ...extra }).body.tool_choice).toEqual(expected);
  });

  test("of several only the allowed ones are offered", () => {
    const allowed = {
      type: "allowed_tools",
      allowed_tools: { mode: "required", tools: [{ type: "function", function: { name: "run" } }] },
    };
    const { body } = encode({ tools: [tool("look"), tool("run")], tool_choice: allowed });
    expect([body.tools?.map(({ name }) => name), body.tool_choice]).toEqual([["run"], { type: "any" }]);
  });

  test("a tool without parameters takes an empty object", () => {
    expect(encode({ tools: [{ type: "function", function: { name: "ping" } }] }).body.tools).toEqual([
      { name: "ping", input_schema: { type: "object", properties: {} } },
    ]);
  });

  test("a name that Anthropic does not take is replaced in tools, choice and conversation alike", () => {
    const { body } = encode({
      tools: [tool("crm.find")],
      tool_choice: { type: "function", function: { name: "crm.find" } },
      messages: [user, { role: "assistant", tool_calls: [call("c", "crm.find")] }, { role: "tool", tool_call_id: "c", content: "x" }],
    });
    const name = body.tools?.[0]?.name;
    expect(name).toMatch(/^crm_find_[0-9a-f]{8}$/);
    expect(body.tool_choice?.name).toBe(name);
    expect(body.messages[1]?.content).toMatchObject([{ name }]);
  });

  test("strictness is kept where the model can promise it, and named where it cannot", () => {
    const closed = { type: "object", properties: { a: { type: "string", minLength: 2 } }, required: ["a"], additionalProperties: false };
    const strict = encode({ tools: [tool("look", { strict: true, parameters: closed })] });
    expect(strict.body.tools?.[0]).toMatchObject({
      strict: true,
      input_schema: { additionalProperties: false, properties: { a: { type: "string", description: "(minLength: 2)" } } },
    });
    expect(strict.lost).toEqual(["tools.0.function.parameters.properties.a: minLength was left out"]);
    expect(encode({ tools: [tool("look", { strict: true, parameters: closed })] }, OLD).dropped).toEqual(["tools.0.function.strict"]);
    expect(
      encode({ tools: [tool("look", { strict: true, parameters: { type: "object", additionalProperties: { type: "string" } } })] }).dropped,
    ).toEqual(["tools.0.function.strict"]);
  });
});

describe("JSON answers", () => {
  const format = (schema: unknown, strict = true) => ({
    response_format: { type: "json_schema", json_schema: { name: "holiday", strict, schema } },
  });
  const HOLIDAY = { type: "object", properties: { name: { type: "string" } }, required: ["name"], additionalProperties: false };

  test("use structured outputs where the model has them", () => {
    const { body } = encode(format(HOLIDAY));
    expect(body.output_config).toEqual({ format: { type: "json_schema", schema: HOLIDAY } });
    expect(body.tools).toBeUndefined();
  });

  test("are the arguments of a tool that must be called where it has none, or the schema is beyond them", () => {
    const older = encode(format(HOLIDAY), OLD);
    expect(older.body).toMatchObject({
      tools: [{ name: ANSWER_TOOL, input_schema: HOLIDAY }],
      tool_choice: { type: "tool", name: ANSWER_TOOL },
    });
    expect(older.dropped).toEqual(["response_format.json_schema.strict"]);
    const tree = { $ref: "#/$defs/node", $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" } } } } };
    expect(encode(format(tree, false))).toMatchObject({ dropped: [], body: { tools: [{ name: ANSWER_TOOL }] } });
    expect(encode({ response_format: { type: "json_object" } }).body.tool_choice).toEqual({
      type: "tool",
      name: ANSWER_TOOL,
      disable_parallel_tool_use: true,
    });
  });

  test("leave the model its other tools, but not a plain answer", () => {
    const { body } = encode({ response_format: { type: "json_object" }, tools: [tool("look")] });
    expect([body.tools?.map(({ name }) => name), body.tool_choice]).toEqual([["look", ANSWER_TOOL], { type: "any" }]);
  });

  test("are not asked for where a call is", () => {
    const { body } = encode({ response_format: { type: "json_object" }, tools: [tool("look")], tool_choice: "required" });
    expect([body.tools?.length, body.tool_choice]).toEqual([1, { type: "any" }]);
  });
});
