import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import { readChatRequest } from "../chat/read-chat-request.ts";
import { encodeRequest } from "./encode-request.ts";
import { CLAUDE, converseCall, LLAMA } from "./testing/converse.ts";

type Body = Readonly<Record<string, unknown>>;

function encode(body: Body, model = CLAUDE) {
  const encoded = encodeRequest(converseCall(body, model));
  if (encoded instanceof Denial) throw new Error(encoded.message);
  return { ...encoded, body: JSON.parse(encoded.body) };
}
const sent = (body: Body, model?: string) => encode(body, model).body;
const refused = (body: Body, model?: string) => {
  const encoded = encodeRequest(converseCall(body, model));
  return encoded instanceof Denial ? { status: encoded.status, param: encoded.extra.param } : null;
};

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
const PNG = "iVBORw0KGgo=";
const PDF = "JVBERi0xLjQ=";
const CALLED = [
  user("Weather?"),
  assistant(null, { tool_calls: [call("call_1", "get_weather", { city: "Oslo" })] }),
  result("call_1", "Rain"),
];

test("path and content type say what is asked of whom", () => {
  const model = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  expect(encode({}, model)).toMatchObject({
    method: "POST",
    path: "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse",
    headers: ["content-type", "application/json"],
  });
  expect(encode({ stream: true }, model).path).toMatch(/\/converse-stream$/);
  expect(encodeRequest(converseCall({}, ".."))).toMatchObject({ status: 404 });
});

describe("the conversation", () => {
  test("has system messages on top, and neighbours of one role joined", () => {
    const messages = [
      { role: "system", content: "One." },
      user("A."),
      user("B."),
      assistant("C."),
      { role: "developer", content: "Two." },
      assistant("D."),
      user("E."),
    ];
    expect(sent({ messages })).toMatchObject({
      system: [{ text: "One." }, { text: "Two." }],
      messages: [
        { role: "user", content: [{ text: "A." }, { text: "B." }] },
        { role: "assistant", content: [{ text: "C." }, { text: "D." }] },
        { role: "user", content: [{ text: "E." }] },
      ],
    });
  });

  test("alternates though a message of white space is left out", () => {
    expect(
      sent({ messages: [user("A."), assistant(" \n"), user("B."), assistant("C."), user("\t"), assistant("D."), user("E.")] }).messages,
    ).toEqual([
      { role: "user", content: [{ text: "A." }, { text: "B." }] },
      { role: "assistant", content: [{ text: "C." }, { text: "D." }] },
      { role: "user", content: [{ text: "E." }] },
    ]);
  });

  test("begins with the user", () => {
    expect(sent({ messages: [assistant("I am ready."), user("Go.")] }).messages.map(({ role }: Body) => role)).toEqual([
      "user",
      "assistant",
      "user",
    ]);
  });

  test("with nothing in it is refused", () => {
    expect(refused({ messages: [user(" ")] })).toEqual({ status: 400, param: "messages" });
  });

  test("ends without white space when the model is to go on from it", () => {
    expect(sent({ messages: [user("A colour?"), assistant("The colour is \n")] }).messages.at(-1)).toEqual({
      role: "assistant",
      content: [{ text: "The colour is" }],
    });
  });
});

describe("media", () => {
  test("images and documents go as bytes", () => {
    const parts = [
      { type: "image_url", image_url: { url: `data:image/jpeg;base64,${PNG}` } },
      { type: "file", file: { filename: "a_report.v2.pdf", file_data: `data:application/pdf;base64,${PDF}` } },
      { type: "file", file: { filename: "a report v2.pdf", file_data: PDF } },
      { type: "file", file: { file_data: "data:text/x-log;base64,aGk=" } },
    ];
    expect(sent({ messages: [user(parts)] }).messages[0].content).toEqual([
      { image: { format: "png", source: { bytes: PNG } } },
      { document: { format: "pdf", name: "a report v2", source: { bytes: PDF } } },
      { document: { format: "pdf", name: "a report v2 2", source: { bytes: PDF } } },
      { document: { format: "txt", name: "document", source: { bytes: "aGk=" } } },
      // A document is refused without a text beside it.
      { text: "(A document is attached.)" },
    ]);
  });

  test("a file's name keeps to what Bedrock takes, whatever it holds", () => {
    const named = (filename: string) =>
      sent({ messages: [user([{ type: "file", file: { filename, file_data: PDF } }])] }).messages[0].content[0].document.name;
    expect(named("../../Łódź – (final) [2].pdf")).toBe("d (final) [2]");
    expect(named(`${"x".repeat(300)}.pdf`)).toHaveLength(190);
    expect(named("....")).toBe("document");
  });

  test.each([
    [{ type: "image_url", image_url: { url: "https://example.org/cat.png" } }, "messages.0.content.0.image_url.url"],
    [{ type: "image_url", image_url: { url: "data:image/svg+xml;base64,PHN2Zz4=" } }, "messages.0.content.0.image_url.url"],
    [{ type: "file", file: { file_data: "https://example.org/a.pdf" } }, "messages.0.content.0.file.file_data"],
    [{ type: "file", file: { file_data: "data:application/zip;base64,UEsDBA==" } }, "messages.0.content.0.file.file_data"],
    [{ type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } }, "messages.0.content.0.input_audio"],
  ])("what Bedrock cannot take is refused by its place: %j", (part, param) => {
    expect(refused({ messages: [user([part])] })).toEqual({ status: 400, param });
  });

  test("audio goes to models that hear", () => {
    const part = { type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } };
    expect(sent({ messages: [user([part])] }, "mistral.voxtral-small-24b-2507").messages[0].content).toEqual([
      { audio: { format: "wav", source: { bytes: "UklGRg==" } } },
    ]);
  });
});

describe("cache markers", () => {
  const marked = (text: string, ttl?: string) => ({ type: "text", text, cache_control: { type: "ephemeral", ...(ttl && { ttl }) } });
  const point = { cachePoint: { type: "default" } };

  test("are blocks behind what they mark", () => {
    const messages = [{ role: "system", content: [marked("Rule.")] }, user([marked("Page.", "1h"), { type: "text", text: "Question." }])];
    const body = sent({ messages, tools: [{ ...WEATHER, cache_control: { type: "ephemeral" } }] });
    expect(body.system).toEqual([{ text: "Rule." }, point]);
    expect(body.messages[0].content).toEqual([{ text: "Page." }, { cachePoint: { type: "default", ttl: "1h" } }, { text: "Question." }]);
    expect(body.toolConfig.tools).toHaveLength(2);
    expect(body.toolConfig.tools[1]).toEqual(point);
  });

  test("of a result stand behind the result", () => {
    const messages = [...CALLED.slice(0, 2), result("call_1", [marked("Rain")])];
    expect(sent({ messages, tools: [WEATHER] }).messages[2].content).toEqual([
      { toolResult: { toolUseId: "call_1", content: [{ text: "Rain" }] } },
      point,
    ]);
  });

  test("beyond the fourth are left out, but for the first and the last ones", () => {
    const { body, lost } = encode({ messages: [user(Array.from({ length: 6 }, (_, index) => marked(`Part ${index}.`)))] });
    expect(body.messages[0].content.map((block: Body) => ("text" in block ? block["text"] : "*"))).toEqual([
      "Part 0.",
      "*",
      "Part 1.",
      "Part 2.",
      "Part 3.",
      "*",
      "Part 4.",
      "*",
      "Part 5.",
      "*",
    ]);
    expect(lost).toEqual([expect.stringContaining("2 markers")]);
  });

  test("are not sent to models that would refuse them", () => {
    expect(sent({ messages: [user([marked("Page.")])] }, LLAMA).messages[0].content).toEqual([{ text: "Page." }]);
  });
});

test("no request of a client's leaves its own marks where the provider's words stand", () => {
  const request = readChatRequest({ messages: [user("Hi.")], additionalModelRequestFields: { thinking: {} }, modelId: "x" });
  if (request instanceof Denial) throw new Error(request.message);
  const encoded = encodeRequest({ ...converseCall(), request });
  expect(encoded).toMatchObject({
    body: '{"messages":[{"role":"user","content":[{"text":"Hi."}]}]}',
    dropped: ["additionalModelRequestFields", "modelId"],
  });
});
