import { describe, expect, test } from "vitest";
import { callOf } from "../chat/testing/chat-call.ts";
import { ANSWER_TOOL } from "./answer-format.ts";
import { encodeRequest } from "./encode-request.ts";
import { bodyOf, encode, MODEL, refusal, tool } from "./testing/encoding.ts";

test("a call goes to the model's own method, streams as events", () => {
  expect(encodeRequest(callOf({}, MODEL))).toMatchObject({
    path: `/models/${MODEL}:generateContent`,
    headers: ["content-type", "application/json"],
  });
  expect(encodeRequest(callOf({ stream: true }, MODEL))).toMatchObject({ path: `/models/${MODEL}:streamGenerateContent?alt=sse` });
});

describe("answers in JSON", () => {
  const schema = { type: "object", properties: { day: { type: "string" } }, required: ["day"], additionalProperties: false };
  const json_schema = { type: "json_schema", json_schema: { name: "x", strict: true, schema } };

  test("are asked for by Google's own means", () => {
    expect(bodyOf({ response_format: { type: "json_object" } }).generationConfig).toEqual({ responseMimeType: "application/json" });
    expect(bodyOf({ response_format: json_schema }).generationConfig).toEqual({
      responseMimeType: "application/json",
      responseJsonSchema: schema,
    });
    expect(bodyOf({ response_format: json_schema, tools: [tool("a")] }).generationConfig?.responseJsonSchema).toEqual(schema);
  });

  test("a strictness that cannot be kept is named", () => {
    const loose = { type: "json_schema", json_schema: { name: "x", strict: true, schema: { ...schema, not: { required: ["night"] } } } };
    expect(encode({ response_format: loose }).dropped).toEqual(["response_format.json_schema.strict"]);
  });

  test("before Gemini 3 a function gives the answer where there are functions", () => {
    const body = bodyOf({ response_format: json_schema, tools: [tool("a")] }, "gemini-2.5-flash");
    expect(body.generationConfig).toBeUndefined();
    expect(body.toolConfig?.functionCallingConfig).toEqual({ mode: "ANY" });
    expect(body.tools?.[0]?.functionDeclarations.map(({ name }) => name)).toEqual(["a", ANSWER_TOOL]);
    expect(
      bodyOf({ response_format: json_schema, tools: [tool("a")], tool_choice: "none" }, "gemini-2.5-flash").generationConfig
        ?.responseJsonSchema,
    ).toEqual(schema);
  });
});

describe("parameters", () => {
  test("are said in Google's words", () => {
    const given = {
      temperature: 1.7,
      top_p: 0.2,
      top_k: 40,
      max_completion_tokens: 78,
      stop: ["END"],
      seed: 42,
      n: 2,
      presence_penalty: 0.5,
      frequency_penalty: 2,
    };
    expect(bodyOf({ ...given, logprobs: true, top_logprobs: 2 }).generationConfig).toEqual({
      temperature: 1.7,
      topP: 0.2,
      topK: 40,
      maxOutputTokens: 78,
      stopSequences: ["END"],
      seed: 42,
      candidateCount: 2,
      presencePenalty: 0.5,
      frequencyPenalty: 1.999,
      responseLogprobs: true,
      logprobs: 2,
    });
  });

  test("images are asked for as other gateways' clients do", () => {
    expect(bodyOf({ modalities: ["image", "text"] }).generationConfig).toEqual({ responseModalities: ["IMAGE", "TEXT"] });
    expect(bodyOf({ modalities: ["text"] }).generationConfig).toBeUndefined();
  });

  test("a long seed is shortened, always to the same", () => {
    const seed = bodyOf({ seed: 9_007_199_254_740_991 }).generationConfig?.seed;
    expect(seed).toBe(-1);
    expect(bodyOf({ seed: -5 }).generationConfig?.seed).toBe(-5);
  });

  test.each([
    [{ stop: ["1", "2", "3", "4", "5", "6"] }, "stop"],
    [{ n: 9 }, "n"],
    [{ modalities: ["text", "audio"] }, "modalities"],
  ])("%j is refused by its name", (body, param) => {
    expect(refusal(body)).toMatchObject({ status: 400, extra: { param } });
  });

  test("what Google has no word for is named, and Google's own words are taken", () => {
    const body = {
      logit_bias: { 1: 2 },
      frobnicate: 1,
      safety_settings: [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }],
      extra_body: { google: { thinking_config: { thinking_budget: 512, include_thoughts: true }, cached_content: "cachedContents/1" } },
    };
    const encoded = encode(body);
    expect(encoded.dropped).toEqual(["logit_bias", "frobnicate"]);
    expect(encoded.body).toMatchObject({
      safetySettings: body.safety_settings,
      cachedContent: "cachedContents/1",
      generationConfig: { thinkingConfig: { thinkingBudget: 512, includeThoughts: true } },
    });
  });
});
