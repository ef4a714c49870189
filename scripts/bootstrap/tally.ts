import { existsSync, readFileSync } from "node:fs";

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function addTallies(one: Tally, other: Tally): Tally {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed, skipped: one.skipped + other.skipped };
}

/** The line that CI systems read. Nothing may stand beside or after it. */
export function sumLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Counts Vitest's JSON report. A file that could not be loaded counts as one failure: its tests are missing, not skipped. */
export function vitestTally(file: string, exitCode: number): Tally {
  const report = readReport<VitestReport>(file);
  if (!report) return { ...NOTHING, failed: 1 };
  const statuses = report.testResults.flatMap((suite) => suite.assertionResults.map((result) => result.status));
  const unloaded = report.testResults.filter(
    (suite) => suite.status === "failed" && !suite.assertionResults.some((result) => result.status === "failed"),
  ).length;
  const passed = statuses.filter((status) => status === "passed").length;
  const failed = statuses.filter((status) => status === "failed").length + unloaded;
  return believeExitCode({ passed, failed, skipped: statuses.length - passed - (failed - unloaded) }, exitCode);
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly flaky: number; readonly unexpected: number; readonly skipped: number };
}

/** Counts Playwright's JSON report. A flaky test is one that passed. */
export function playwrightTally(file: string, exitCode: number): Tally {
  const report = readReport<PlaywrightReport>(file);
  if (!report) return { ...NOTHING, failed: 1 };
  const { expected, flaky, unexpected, skipped } = report.stats;
  return believeExitCode({ passed: expected + flaky, failed: unexpected, skipped }, exitCode);
}

/** A runner that failed without a failed test (an unhandled error, a setup that broke) has failed all the same. */
function believeExitCode(tally: Tally, exitCode: number): Tally {
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function readReport<T>(file: string): T | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null; // The runner was ended while it wrote.
  }
}
