import { describe, expect, test } from "vitest";
import { distance, nearestModel } from "./nearest-model.ts";

const listed = ["openai:gpt-5-mini", "openai:gpt-5", "google:gemini-2.5-pro"].map((id) => ({ id, json: "" }));

describe("the nearest model", () => {
  test.each([
    ["gpt-5-mni", "openai:gpt-5-mini"],
    ["gpt5", "openai:gpt-5"],
    ["GPT-5-Mini", "openai:gpt-5-mini"],
    ["openai:gpt-5-mimi", "openai:gpt-5-mini"],
    ["gpt-5-mini", "openai:gpt-5-mini"],
    ["gemini-2.5", "google:gemini-2.5-pro"],
  ])("to %s is %s", (asked, nearest) => {
    expect(nearestModel(asked, listed)).toBe(nearest);
  });

  test.each(["", "claude-opus", "x", "z".repeat(79)])("to %j is none", (asked) => {
    expect(nearestModel(asked, listed)).toBeNull();
  });

  test("a name of a megabyte is not compared at all", () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({ id: `group:${"m".repeat(70)}${at}`, json: "" }));
    const startedMs = performance.now();
    expect(nearestModel("m".repeat(1_000_000), many)).toBeNull();
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});

test("distance counts edits, the same in both directions", () => {
  expect(distance("kitten", "sitting")).toBe(3);
  expect(distance("sitting", "kitten")).toBe(3);
  expect(distance("", "abc")).toBe(3);
  expect(distance("abc", "abc")).toBe(0);
});
