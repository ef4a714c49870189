import { expect, test } from "vitest";
import { callOf } from "../chat/testing/chat-call.ts";
import { encodeThinking } from "./encode-thinking.ts";
import { geminiFeatures } from "./model-features.ts";

const thinking = (model: string, body: Record<string, unknown>) => encodeThinking(callOf(body).request, geminiFeatures(model)).config;

test.each([
  ["gemini-3-pro-preview", "none", { thinkingLevel: "LOW" }],
  ["gemini-3-pro-preview", "minimal", { thinkingLevel: "LOW", includeThoughts: true }],
  ["gemini-3-pro-preview", "low", { thinkingLevel: "LOW", includeThoughts: true }],
  ["gemini-3-pro-preview", "medium", { thinkingLevel: "HIGH", includeThoughts: true }],
  ["gemini-3.1-pro-preview", "medium", { thinkingLevel: "MEDIUM", includeThoughts: true }],
  ["gemini-3-flash-preview", "none", { thinkingLevel: "MINIMAL" }],
  ["gemini-3.7-flash", "none", { thinkingLevel: "LOW" }],
  ["gemini-flash-latest", "max", { thinkingLevel: "HIGH", includeThoughts: true }],
  ["gemini-2.5-flash", "none", { thinkingBudget: 0 }],
  ["gemini-2.5-flash", "low", { thinkingBudget: 1_024, includeThoughts: true }],
  ["gemini-2.5-flash", "xhigh", { thinkingBudget: 24_576, includeThoughts: true }],
  ["models/gemini-2.5-pro", "none", { thinkingBudget: 128 }],
  ["gemini-2.5-pro", "max", { thinkingBudget: 32_768, includeThoughts: true }],
  ["gemini-2.5-flash-lite-preview-06-17", "minimal", { thinkingBudget: 1_024, includeThoughts: true }],
])("%s thinks with effort %s as %j", (model, reasoning_effort, config) => {
  expect(thinking(model, { reasoning_effort })).toEqual(config);
});

test.each(["gemini-2.0-flash", "gemini-1.5-pro", "gemma-3-27b-it", "gemini-2.5-flash-image", "my-tuned-model"])(
  "%s is not asked to think, and says so",
  (model) => {
    const { request } = callOf({ reasoning_effort: "high" });
    expect(encodeThinking(request, geminiFeatures(model))).toEqual({ config: null, dropped: ["reasoning_effort"] });
  },
);

test("nothing is said about thinking when the client says nothing", () => {
  expect(thinking("gemini-3-pro-preview", {})).toBeNull();
});

test("Anthropic's thinking object is understood", () => {
  const enabled = { type: "enabled", budget_tokens: 2_000 };
  expect(thinking("gemini-2.5-flash", { thinking: enabled })).toEqual({ thinkingBudget: 2_000, includeThoughts: true });
  expect(thinking("gemini-3-flash", { thinking: enabled })).toEqual({ thinkingLevel: "MEDIUM", includeThoughts: true });
  expect(thinking("gemini-2.5-flash", { thinking: { type: "adaptive" } })).toEqual({ thinkingBudget: -1, includeThoughts: true });
  expect(thinking("gemini-3-flash", { thinking: { type: "adaptive" } })).toEqual({ includeThoughts: true });
  expect(thinking("gemini-2.5-flash", { thinking: { type: "disabled" } })).toEqual({ thinkingBudget: 0 });
});

test("a budget leaves room for an answer within the client's limit, and is never below the model's least", () => {
  expect(thinking("gemini-2.5-flash", { reasoning_effort: "high", max_tokens: 1_000 })).toMatchObject({ thinkingBudget: 800 });
  expect(thinking("gemini-2.5-pro", { reasoning_effort: "high", max_tokens: 100 })).toMatchObject({ thinkingBudget: 128 });
});
