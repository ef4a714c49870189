import { loggingSchema } from "@sluice/definition/logging";
import type { ApiResource } from "@sluice/definition/resources";
import { expect, test } from "vitest";
import { draftProblems, fromDraft, type LoggingDraft, toDraft } from "./logging-draft.ts";

const draftOf = (logging: object) =>
  toDraft({ analytics: { enabled: true, logging: loggingSchema.parse(logging) } } as unknown as ApiResource);
const kept: LoggingDraft = draftOf({ content: "ALL" });

test.each([
  [{ content: "NONE" }],
  [{ content: "ALL", mode: { entrypoint: false, endpoint: true }, headers: false, samplingPercent: 2.5, retentionDays: 30 }],
  [{ content: "REQUEST", payload: false, condition: "{#response.status >= 500}" }],
])("%j comes back as it was, with nothing said that goes without saying", (logging) => {
  expect(fromDraft(draftOf(logging))).toEqual(logging);
});

test("a percentage may be typed as people type it", () => {
  expect(fromDraft({ ...kept, samplingPercent: "2,5 %" })).toMatchObject({ samplingPercent: 2.5 });
});

test.each([
  ["samplingPercent", { samplingPercent: "all" }],
  ["samplingPercent", { samplingPercent: "101" }],
  ["retentionDays", { retentionDays: "1.5" }],
  ["retentionDays", { retentionDays: "0" }],
  ["mode", { entrypoint: false }],
  ["parts", { headers: false, payload: false }],
] as const)("%s has its problem in words when %j is typed", (field, change) => {
  expect(Object.keys(draftProblems({ ...kept, ...change }))).toEqual([field]);
});

test("keeping nothing is never wrong for want of sides or parts", () => {
  expect(draftProblems({ ...kept, content: "NONE", entrypoint: false, headers: false, payload: false })).toEqual({});
});
