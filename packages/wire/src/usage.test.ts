import { expect, test } from "vitest";
import { openAiTotals, usageFromOpenAi } from "./usage.ts";

test("takes cached tokens out of the prompt and reasoning out of the completion", () => {
  const usage = usageFromOpenAi({
    prompt_tokens: 100,
    completion_tokens: 12,
    total_tokens: 112,
    prompt_tokens_details: { cached_tokens: 60 },
    completion_tokens_details: { reasoning_tokens: 7 },
  });
  expect(usage).toEqual({ input: 40, cacheRead: 60, cacheWrite: null, output: 5, reasoning: 7, provenance: "reported" });
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

test("takes no reasoning out of a completion that the total shows to be without it", () => {
  const usage = { prompt_tokens: 12, completion_tokens: 2, total_tokens: 354, completion_tokens_details: { reasoning_tokens: 340 } };
  expect(usageFromOpenAi(usage)).toMatchObject({ input: 12, output: 2, reasoning: 340 });
});
