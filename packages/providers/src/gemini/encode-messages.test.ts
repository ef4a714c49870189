import { describe, expect, test } from "vitest";
import { bodyOf, called, encode, refusal } from "./testing/encoding.ts";

const user = (content: unknown) => ({ role: "user", content });
const PNG = "iVBORw0KGgo=";
const PDF = "JVBERi0=";

describe("messages", () => {
  test("system and developer go on top, neighbours of one role are one turn", () => {
    const messages = [
      { role: "system", content: "One." },
      { role: "developer", content: "Two." },
      user("A"),
      user("B"),
      { role: "assistant", content: "C" },
      { role: "system", content: "Three." },
      user("D"),
    ];
    expect(bodyOf({ messages })).toEqual({
      systemInstruction: { parts: [{ text: "One." }, { text: "Two." }, { text: "Three." }] },
      contents: [
        { role: "user", parts: [{ text: "A" }, { text: "B" }] },
        { role: "model", parts: [{ text: "C" }] },
        { role: "user", parts: [{ text: "D" }] },
      ],
    });
  });

  test("a model without system instructions reads them first", () => {
    const body = bodyOf({ messages: [{ role: "system", content: "One." }, user("A")] }, "gemma-3-27b-it");
    expect(body).toEqual({ contents: [{ role: "user", parts: [{ text: "One." }, { text: "A" }] }] });
  });

  test("a conversation that the assistant begins is given a first turn", () => {
    expect(bodyOf({ messages: [{ role: "assistant", content: "Ready." }, user("Go.")] }).contents.map(({ role }) => role)).toEqual([
      "user",
      "model",
      "user",
    ]);
  });

  test("a conversation without content is refused by its name", () => {
    expect(refusal({ messages: [user("")] }).extra.param).toBe("messages");
  });

  test("results answer their calls in the calls' order, by name and id, in one turn", () => {
    const messages = [
      user("?"),
      {
        role: "assistant",
        content: null,
        tool_calls: [called("c1", "weather", '{"city":"Oslo"}'), called("c2", "time"), called("c3", "ping", "")],
      },
      { role: "tool", tool_call_id: "c3", content: '["a",1]' },
      { role: "tool", tool_call_id: "c2", content: '{"hour":[1,2]}' },
      { role: "tool", tool_call_id: "c1", content: "Rain" },
      user("So?"),
    ];
    const { contents } = bodyOf({ messages }, "gemini-2.5-flash");
    expect(contents[1]?.parts).toEqual([
      { functionCall: { id: "c1", name: "weather", args: { city: "Oslo" } } },
      { functionCall: { id: "c2", name: "time", args: {} } },
      { functionCall: { id: "c3", name: "ping", args: {} } },
    ]);
    expect(contents[2]?.parts).toEqual([
      { functionResponse: { id: "c1", name: "weather", response: { output: "Rain" } } },
      { functionResponse: { id: "c2", name: "time", response: { hour: [1, 2] } } },
      { functionResponse: { id: "c3", name: "ping", response: { output: ["a", 1] } } },
      { text: "So?" },
    ]);
  });

  test.each([
    ["", { output: "" }],
    ["42", { output: "42" }],
    ["null", { output: "null" }],
    ["{broken", { output: "{broken" }],
    ['{"id":12345678901234567890}', { output: '{"id":12345678901234567890}' }],
    [`${"[".repeat(40)}${"]".repeat(40)}`, { output: `${"[".repeat(40)}${"]".repeat(40)}` }],
    ['{"a":1}', { a: 1 }],
  ])("the result %j is told without losing anything", (content, response) => {
    const messages = [user("?"), { role: "assistant", tool_calls: [called("c1", "f")] }, { role: "tool", tool_call_id: "c1", content }];
    expect(bodyOf({ messages }).contents[2]?.parts).toEqual([{ functionResponse: { id: "c1", name: "f", response } }]);
  });

  test("images in results stand within them from Gemini 3 on, and beside them before", () => {
    const content = [
      { type: "text", text: "Seen." },
      { type: "image_url", image_url: { url: `data:image/png;base64,${PNG}` } },
    ];
    const messages = [user("?"), { role: "assistant", tool_calls: [called("c1", "f")] }, { role: "tool", tool_call_id: "c1", content }];
    const image = { inlineData: { mimeType: "image/png", data: PNG } };
    const response = { id: "c1", name: "f", response: { output: "Seen." } };
    expect(bodyOf({ messages }).contents[2]?.parts).toEqual([{ functionResponse: { ...response, parts: [image] } }]);
    expect(bodyOf({ messages }, "gemini-2.5-pro").contents[2]?.parts).toEqual([{ functionResponse: response }, image]);
  });
});

describe("media", () => {
  const parts = (part: unknown) => bodyOf({ messages: [user([part])] }).contents[0]?.parts;
  test.each([
    [{ type: "image_url", image_url: { url: `data:image/jpg;base64,${PNG}` } }, { inlineData: { mimeType: "image/png", data: PNG } }],
    [
      { type: "image_url", image_url: { url: "https://a.example/cat.WEBP?x=1#y" } },
      { fileData: { mimeType: "image/webp", fileUri: "https://a.example/cat.WEBP?x=1#y" } },
    ],
    [{ type: "input_audio", input_audio: { format: "mp3", data: "AAAA" } }, { inlineData: { mimeType: "audio/mp3", data: "AAAA" } }],
    [{ type: "input_audio", input_audio: { format: "wav", data: "AAAA" } }, { inlineData: { mimeType: "audio/wav", data: "AAAA" } }],
    [
      { type: "file", file: { filename: "a.pdf", file_data: `data:application/pdf;base64,${PDF}` } },
      { inlineData: { mimeType: "application/pdf", data: PDF } },
    ],
    [
      { type: "file", file: { filename: "a.json", file_data: "data:application/json;base64,e30=" } },
      { inlineData: { mimeType: "text/plain", data: "e30=" } },
    ],
  ])("%j", (part, expected) => {
    expect(parts(part)).toEqual([expected]);
  });

  test("a guessed image type is said in the log", () => {
    const { body, lost } = encode({ messages: [user([{ type: "image_url", image_url: { url: "https://a.example/42" } }])] });
    expect(body.contents[0]?.parts).toEqual([{ fileData: { mimeType: "image/jpeg", fileUri: "https://a.example/42" } }]);
    expect(lost).toEqual([expect.stringContaining("messages.0.content.0.image_url.url")]);
  });

  test("an address that Google would not fetch is refused by its name", () => {
    const denial = refusal({ messages: [user([{ type: "image_url", image_url: { url: "http://a.example/cat.png" } }])] });
    expect(denial).toMatchObject({ status: 400, extra: { param: "messages.0.content.0.image_url.url" } });
  });
});
