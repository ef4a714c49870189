import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import { UsageReader } from "./usage.ts";

function read(...reports: unknown[]) {
  const reader = new UsageReader();
  for (const report of reports) reader.read(report);
  return reader.usage;
}

test("buckets are disjoint: the cache is taken out of the prompt, thoughts stand apart, what tools read is input", () => {
  const report = {
    promptTokenCount: 100,
    cachedContentTokenCount: 60,
    toolUsePromptTokenCount: 9,
    candidatesTokenCount: 5,
    thoughtsTokenCount: 7,
    totalTokenCount: 121,
  };
  expect(read(report)).toEqual({ ...NO_USAGE, input: 49, cacheRead: 60, output: 5, reasoning: 7, provenance: "reported" });
});

test("the last word wins, and nothing is added up", () => {
  expect(
    read(
      { promptTokenCount: 5, totalTokenCount: 5 },
      { promptTokenCount: 5, candidatesTokenCount: 2, totalTokenCount: 7 },
      { candidatesTokenCount: 3, totalTokenCount: 8 },
    ),
  ).toMatchObject({
    input: 5,
    output: 3,
  });
});

test("next to a total, a count that is left out is what remains of it", () => {
  expect(read({ promptTokenCount: 5, totalTokenCount: 5 })).toMatchObject({ input: 5, output: 0, reasoning: null });
  expect(read({ promptTokenCount: 5, thoughtsTokenCount: 20, totalTokenCount: 25 })).toMatchObject({ output: 0, reasoning: 20 });
});

test("what counts nothing reports nothing", () => {
  for (const report of [undefined, null, 7, [], {}, { trafficType: "ON_DEMAND" }, { promptTokenCount: -1 }, { promptTokenCount: "5" }])
    expect(read(report)).toEqual(NO_USAGE);
});

test("sound stands apart on both sides, less what of it came from the cache", () => {
  const report = {
    promptTokenCount: 100,
    cachedContentTokenCount: 20,
    candidatesTokenCount: 30,
    totalTokenCount: 130,
    promptTokensDetails: [
      { modality: "TEXT", tokenCount: 40 },
      { modality: "AUDIO", tokenCount: 60 },
    ],
    cacheTokensDetails: [{ modality: "AUDIO", tokenCount: 20 }],
    candidatesTokensDetails: [{ modality: "AUDIO", tokenCount: 25 }],
  };
  expect(read(report)).toMatchObject({ input: 40, cacheRead: 20, audioInput: 40, output: 5, audioOutput: 25 });
});
