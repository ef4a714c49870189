import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import { ANSWER_TOOL } from "../anthropic/answer-format.ts";
import { encodeRequest } from "./encode-request.ts";
import { CLAUDE, converseCall, LLAMA, NOVA } from "./testing/converse.ts";

type Body = Readonly<Record<string, unknown>>;
const NOVA_2 = "us.amazon.nova-2-lite-v1:0";
const GPT_OSS = "openai.gpt-oss-120b-1:0";
const CLAUDE_3 = "anthropic.claude-3-haiku-20240307-v1:0";
const CLAUDE_48 = "global.anthropic.claude-opus-4-8-v1:0";
const PROFILE = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123";

function encode(body: Body, model = CLAUDE) {
  const encoded = encodeRequest(converseCall(body, model));
  if (encoded instanceof Denial) throw new Error(encoded.message);
  return { ...encoded, body: JSON.parse(encoded.body) };
}
const inference = (body: Body, model?: string) => encode(body, model).body.inferenceConfig;
const fields = (body: Body, model?: string) => encode(body, model).body.additionalModelRequestFields;

describe("limits and sampling", () => {
  test("go as they are; what the client left open is left open", () => {
    expect(inference({ max_completion_tokens: 77, temperature: 0.3, stop: ["END"] })).toEqual({
      maxTokens: 77,
      temperature: 0.3,
      stopSequences: ["END"],
    });
    expect(encode({}).body).not.toHaveProperty("inferenceConfig");
    expect(inference({ temperature: 0, top_p: 0.5 }, LLAMA)).toEqual({ temperature: 0, topP: 0.5 });
  });

  test("a temperature beyond the highest becomes the highest, and is told", () => {
    for (const model of [CLAUDE, LLAMA]) {
      const { body, lost } = encode({ temperature: 1.7 }, model);
      expect(body.inferenceConfig.temperature).toBe(1);
      expect(lost).toEqual([expect.stringContaining("temperature")]);
    }
  });

  test("stop sequences beyond Bedrock's four, and blank ones for Claude, are applied here", () => {
    expect(inference({ stop: ["a", "b", "c", "d"] }, LLAMA).stopSequences).toHaveLength(4);
    expect(inference({ stop: ["a", "b", "c", "d", "e"] }, LLAMA).stopSequences).toEqual(["a", "b", "c", "d"]);
    expect(inference({ stop: ["\n\n", "END"] }).stopSequences).toEqual(["END"]);
    expect(inference({ stop: ["\n\n"] }, LLAMA).stopSequences).toEqual(["\n\n"]);
  });

  test("top_k stands where each publisher has it", () => {
    expect(fields({ top_k: 5 })).toEqual({ top_k: 5 });
    expect(fields({ top_k: 5 }, NOVA)).toEqual({ inferenceConfig: { topK: 5 } });
    expect(fields({ top_k: 5 }, "cohere.command-r-plus-v1:0")).toEqual({ k: 5 });
    expect(encode({ top_k: 5 }, LLAMA)).toMatchObject({ dropped: ["top_k"] });
  });

  test("what Bedrock has no word for is dropped by its name, or refused where the answer would be another", () => {
    expect(encode({ seed: 1, user: "u", logit_bias: { 1: 1 }, frobnicate: 1, n: 1, logprobs: false }).dropped).toEqual([
      "seed",
      "user",
      "logit_bias",
      "frobnicate",
    ]);
    for (const body of [{ n: 2 }, { logprobs: true }, { modalities: ["audio"] }])
      expect(encodeRequest(converseCall(body))).toMatchObject({ status: 400, extra: { param: Object.keys(body)[0] } });
  });
});

describe("thinking", () => {
  const effort = (more: Body = {}) => ({ reasoning_effort: "low", max_tokens: 8_000, ...more });

  test("is a budget below the limit for Claude up to 4.5, and a limit is set when there was none", () => {
    expect(encode(effort()).body).toMatchObject({
      inferenceConfig: { maxTokens: 8_000 },
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 2_048 } },
    });
    const { body } = encode({ reasoning_effort: "high" });
    expect(body.additionalModelRequestFields.thinking.budget_tokens).toBeLessThan(body.inferenceConfig.maxTokens);
  });

  test("is left to newer Claudes, with an effort", () => {
    expect(fields(effort(), CLAUDE_48)).toEqual({
      thinking: { type: "adaptive", display: "summarized" },
      output_config: { effort: "low" },
    });
    expect(inference(effort(), CLAUDE_48)).toEqual({ maxTokens: 8_000 });
  });

  test("is dropped by its name where Bedrock would refuse the request for it", () => {
    const tools = [{ type: "function", function: { name: "ping" } }];
    expect(encode({ reasoning_effort: "high", max_tokens: 500 })).toMatchObject({ dropped: ["reasoning_effort"] });
    expect(encode(effort({ tools, tool_choice: "required" }))).toMatchObject({ dropped: ["reasoning_effort"] });
    expect(encode(effort(), CLAUDE_3)).toMatchObject({ dropped: ["reasoning_effort"] });
    expect(encode(effort(), LLAMA)).toMatchObject({ dropped: ["reasoning_effort"] });
    const called = [
      { role: "user", content: "?" },
      { role: "assistant", tool_calls: [{ id: "c", type: "function", function: { name: "ping", arguments: "{}" } }] },
      { role: "tool", tool_call_id: "c", content: "pong" },
    ];
    expect(encode(effort({ tools, messages: called }))).toMatchObject({ dropped: ["reasoning_effort"] });
  });

  test("leaves no other temperature", () => {
    const { body, dropped } = encode(effort({ temperature: 0.2 }));
    expect(body.inferenceConfig).not.toHaveProperty("temperature");
    expect(dropped).toEqual(["temperature"]);
  });

  test("that is not asked for is not named", () => {
    for (const model of [CLAUDE, CLAUDE_3, LLAMA]) {
      expect(encode({ reasoning_effort: "none" }, model)).toMatchObject({ dropped: [] });
      expect(encode({ reasoning_effort: "none" }, model).body).not.toHaveProperty("additionalModelRequestFields");
    }
    expect(encode({ thinking: { type: "disabled" } }, CLAUDE_3).body).not.toHaveProperty("additionalModelRequestFields");
  });

  test("has a word of its own at other publishers", () => {
    expect(fields({ reasoning_effort: "xhigh" }, GPT_OSS)).toEqual({ reasoning_effort: "high" });
    expect(fields({ reasoning_effort: "minimal" }, "openai.gpt-6-luna-v1:0")).toEqual({ reasoning: { effort: "low" } });
    expect(fields({ reasoning_effort: "high" }, NOVA_2)).toEqual({ reasoningConfig: { type: "enabled", maxReasoningEffort: "high" } });
    const bounded = encode({ reasoning_effort: "high", max_tokens: 100 }, NOVA_2);
    expect(bounded.body.additionalModelRequestFields.reasoningConfig.maxReasoningEffort).toBe("medium");
    expect(bounded.lost).toEqual([expect.stringContaining("reasoning_effort")]);
  });
});

describe("a JSON answer", () => {
  const SCHEMA = { type: "object", properties: { day: { type: "string" } }, required: ["day"], additionalProperties: false };
  const schema = (strict: boolean, given: Body = SCHEMA) => ({
    response_format: { type: "json_schema", json_schema: { name: "a holiday", description: "One.", strict, schema: given } },
  });
  const object = { response_format: { type: "json_object" } };

  test("to a schema is Bedrock's own for models that have it, the schema as text", () => {
    for (const model of [CLAUDE, "us.anthropic.claude-opus-4-6-v1:0", "qwen.qwen3-235b-a22b-2507-v1:0"]) {
      const { body } = encode(schema(true), model);
      const { textFormat } = body.outputConfig;
      expect(textFormat).toMatchObject({ type: "json_schema", structure: { jsonSchema: { name: "a_holiday", description: "One." } } });
      expect(JSON.parse(textFormat.structure.jsonSchema.schema)).toEqual(SCHEMA);
      expect(body).not.toHaveProperty("toolConfig");
    }
  });

  test("is a tool that has to be called for other models", () => {
    for (const [body, model] of [
      [schema(true), CLAUDE_3],
      [schema(false), NOVA],
      [schema(true), CLAUDE_48],
      [object, CLAUDE],
      [object, PROFILE],
    ] as const) {
      const { toolConfig } = encode(body, model).body;
      expect(toolConfig.toolChoice).toEqual({ tool: { name: ANSWER_TOOL } });
      expect(toolConfig.tools[0].toolSpec.name).toBe(ANSWER_TOOL);
    }
    expect(encode(object, "mistral.mistral-large-2407-v1:0").body.toolConfig.toolChoice).toEqual({ any: {} });
  });

  test("beside the client's tools may wait for them", () => {
    const tools = [{ type: "function", function: { name: "ping" } }];
    expect(encode({ ...object, tools }, NOVA).body.toolConfig).toMatchObject({
      toolChoice: { any: {} },
      tools: [{ toolSpec: { name: "ping" } }, { toolSpec: { name: ANSWER_TOOL } }],
    });
  });

  test("is asked for in words where nothing else can be done, and that is told; a strict schema is refused", () => {
    for (const body of [object, schema(false)]) {
      const encoded = encode(body, LLAMA);
      expect(encoded.body.system[0].text).toContain("JSON");
      expect(encoded.lost).toEqual([expect.stringContaining("response_format")]);
    }
    expect(encode(schema(false), LLAMA).body.system[0].text).toContain('"day"');
    expect(encodeRequest(converseCall(schema(true), LLAMA))).toMatchObject({ status: 400, extra: { param: "response_format" } });
  });
});
