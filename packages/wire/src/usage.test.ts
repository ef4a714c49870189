import { describe, expect, test } from "vitest";
import { generatedTokens, NO_USAGE, openAiTotals, usageFromOpenAi } from "./usage.ts";

test("takes cached tokens out of the prompt and reasoning out of the completion", () => {
  const usage = usageFromOpenAi({
    prompt_tokens: 100,
    completion_tokens: 12,
    total_tokens: 112,
    prompt_tokens_details: { cached_tokens: 60 },
    completion_tokens_details: { reasoning_tokens: 7 },
  });
  expect(usage).toEqual({ ...NO_USAGE, input: 40, cacheRead: 60, output: 5, reasoning: 7, provenance: "reported" });
  expect(usage && openAiTotals(usage)).toEqual({ prompt: 100, completion: 12, total: 112 });
});

test("reads the Responses API's names", () => {
  expect(usageFromOpenAi({ input_tokens: 9, output_tokens: 4, input_tokens_details: { cached_tokens: 2 } })).toMatchObject({
    input: 7,
    cacheRead: 2,
    output: 4,
  });
});

test("leaves what nobody reported unknown: embeddings have no completion", () => {
  expect(usageFromOpenAi({ prompt_tokens: 5, total_tokens: 5 })).toMatchObject({
    input: 5,
    output: null,
    reasoning: null,
    cacheRead: null,
  });
});

test.each([null, undefined, "12", [], {}, { prompt_tokens: "12" }, { prompt_tokens: -1 }, { prompt_tokens: Number.NaN }])(
  "%j is no usage",
  (value) => expect(usageFromOpenAi(value)).toBeNull(),
);

test("counts zero as known", () => {
  expect(usageFromOpenAi({ prompt_tokens: 0, completion_tokens: 0 })).toMatchObject({ input: 0, output: 0, provenance: "reported" });
});

describe("reasoning that a provider counts beside the completion", () => {
  const usage = usageFromOpenAi({
    prompt_tokens: 12,
    completion_tokens: 2,
    total_tokens: 354,
    completion_tokens_details: { reasoning_tokens: 340 },
  });

  test("is taken out of nothing, and is paid", () => {
    expect(usage).toMatchObject({ input: 12, output: 2, reasoning: 340, reasoningBeside: 340 });
    expect(usage && generatedTokens(usage)).toBe(342);
  });

  test("stands beside it in what a caller is told, as the provider told it", () => {
    expect(usage && openAiTotals(usage)).toEqual({ prompt: 12, completion: 2, total: 354 });
  });
});

test("takes sound out of both sides, and never more than is there", () => {
  const of = (cached: number) =>
    usageFromOpenAi({
      prompt_tokens: 50,
      completion_tokens: 40,
      total_tokens: 90,
      prompt_tokens_details: { cached_tokens: cached, audio_tokens: 30 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 25 },
    });
  expect(of(0)).toMatchObject({ input: 20, cacheRead: 0, audioInput: 30, output: 15, reasoning: 0, audioOutput: 25 });
  const mostlyCached = of(40);
  expect(mostlyCached).toMatchObject({ input: 0, cacheRead: 40, audioInput: 10 });
  expect(mostlyCached && openAiTotals(mostlyCached)).toEqual({ prompt: 50, completion: 40, total: 90 });
});
