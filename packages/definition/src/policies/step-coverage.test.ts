import { describe, expect, test } from "vitest";
import { PATH_KINDS } from "./coverage.ts";
import { stepCoverage } from "./step-coverage.ts";

const OPEN_AI = { speaksOpenAi: true };

/** By path, what is not simply enforced or nothing to do. */
function gaps(policy: string, configuration: object, reach = OPEN_AI) {
  const coverage = stepCoverage({ policy, configuration: configuration as Record<string, never> }, reach);
  if (!coverage) throw new Error("It says nothing.");
  expect(coverage.paths.map(({ path }) => path)).toEqual(PATH_KINDS);
  return Object.fromEntries(coverage.paths.flatMap(({ path, state }) => (["enforced", "none"].includes(state) ? [] : [[path, state]])));
}

const GUARD = { resourceName: "guard", requestPolicy: "BLOCK_REQUEST" };

describe("what a step cannot do", () => {
  test("follows from what its configuration refuses calls by, what it accepts, and whether it is a shadow", () => {
    expect(gaps("ai-prompt-guard-rails", GUARD)).toEqual({ uploads: "refused", realtime: "refused" });
    expect(gaps("ai-prompt-guard-rails", { ...GUARD, acceptUncovered: ["realtime"] })).toEqual({
      uploads: "refused",
      realtime: "accepted",
    });
    expect(gaps("ai-prompt-guard-rails", { ...GUARD, dryRun: true })).toEqual({ uploads: "shadow", realtime: "shadow" });
    expect(gaps("ai-prompt-guard-rails", { resourceName: "guard" })).toEqual({ uploads: "unrecorded", realtime: "unrecorded" });
  });

  test("a label of its own that blocks answers closes the paths whose answers are not read", () => {
    const checks = [{ label: "toxic", response: "BLOCK" }];
    expect(gaps("ai-prompt-guard-rails", { resourceName: "guard", checks })).toEqual(
      Object.fromEntries(["json", "forms", "uploads", "downloads", "realtime"].map((path) => [path, "refused"])),
    );
  });

  test("is nothing where a policy sees every call, and only what was configured where it does several things", () => {
    expect(gaps("rate-limit", { rate: { limit: 1 } })).toEqual({});
    expect(gaps("parameters", { deniedModels: ["*-preview"] })).toEqual({});
    expect(gaps("parameters", { defaults: { temperature: 0 } })).toEqual({ forms: "undone", realtime: "undone" });
  });

  test("is of no interest at paths that no endpoint has", () => {
    const openAi = ["json", "forms", "uploads", "downloads", "realtime"];
    expect(gaps("ai-prompt-guard-rails", GUARD, { speaksOpenAi: false })).toEqual(
      Object.fromEntries(openAi.map((path) => [path, "absent"])),
    );
  });

  test("cannot be told of a policy that nobody knows, or that is not configured yet", () => {
    expect(stepCoverage({ policy: "none-of-ours", configuration: {} }, OPEN_AI)).toBeNull();
    expect(stepCoverage({ policy: "token-ratelimit", configuration: {} }, OPEN_AI)).toBeNull();
  });
});
