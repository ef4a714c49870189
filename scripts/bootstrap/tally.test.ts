import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addTallies, playwrightTally, sumLine, vitestTally } from "./tally.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sluice-tally-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const suite = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((each) => ({ status: each })) });

describe("the sum of all runners", () => {
  test("counts Vitest's tests by what became of them", () => {
    const file = report({ testResults: [suite("failed", "passed", "failed", "pending", "todo"), suite("passed", "passed")] });
    expect(vitestTally(file, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  test("takes a file that could not be loaded for a failure", () => {
    expect(vitestTally(report({ testResults: [suite("failed"), suite("passed", "passed")] }), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  test("takes a runner that fails without a failed test for a failure", () => {
    expect(vitestTally(report({ testResults: [suite("passed", "passed")] }), 1).failed).toBe(1);
    expect(playwrightTally(report({ stats: { expected: 3, flaky: 0, unexpected: 0, skipped: 0 } }), 1).failed).toBe(1);
  });

  test("takes a runner that leaves no report for a failure", () => {
    expect(vitestTally(path.join(folder, "none.json"), 0).failed).toBe(1);
    expect(playwrightTally(path.join(folder, "none.json"), 0).failed).toBe(1);
  });

  test("is one line over both", () => {
    const browser = playwrightTally(report({ stats: { expected: 3, flaky: 1, unexpected: 0, skipped: 2 } }), 0);
    expect(sumLine(addTallies(browser, { passed: 6, failed: 0, skipped: 1 }))).toBe("10 passed, 0 failed, 3 skipped");
  });
});
