import { describe, expect, test } from "vitest";
import { contextPathProblem, contextPathsOverlap, normaliseContextPath } from "./context-path.ts";

describe("a context path", () => {
  test.each(["/llmtest", "/a.b-c_d", "/team/llm/v1", "/1234"])("may be %s", (path) => expect(contextPathProblem(path)).toBeNull());
  test.each<[string, RegExp]>([
    ["", /required/],
    ["/", /required/],
    ["llmtest", /start with a slash/],
    ["/llm test", /not valid/],
    ["/llm%20", /not valid/],
    ["/llm?x", /not valid/],
    ["/llmé", /not valid/],
    ["/llm//test", /two slashes/],
    ["/llm/../x", /dot segment/],
    ["/llmtest/", /end with a slash/],
    ["/ab", /more than 3/],
    [`/${"x".repeat(300)}`, /at most 256/],
  ])("may not be %s", (path, reason) => expect(contextPathProblem(path)).toMatch(reason));

  test.each([
    ["llmtest", "/llmtest"],
    [" /llmtest/ ", "/llmtest"],
    ["/", "/"],
    ["", "/"],
  ])("is understood as typed: %j → %s", (typed, path) => expect(normaliseContextPath(typed)).toBe(path));

  test("overlaps with itself and what lies inside it, not with a longer name", () => {
    expect(contextPathsOverlap("/abcd", "/abcd")).toBe(true);
    expect(contextPathsOverlap("/abcd", "/abcd/efgh")).toBe(true);
    expect(contextPathsOverlap("/abcd/efgh", "/abcd")).toBe(true);
    expect(contextPathsOverlap("/abcd", "/abcdefgh")).toBe(false);
  });
});
