import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { mayInstallByApt } from "./debian.ts";
import { findCommand } from "./find-command.ts";
import { prepareRedis } from "./redis.ts";

const empty = mkdtempSync(path.join(tmpdir(), "sluice-path-"));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(empty, { recursive: true, force: true });
});

test.runIf(mayInstallByApt())("an installation of Redis that fails is told, and stops no tests", async () => {
  vi.stubEnv("PATH", empty);
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await prepareRedis();
  expect(log.mock.calls.flat().join("\n")).toContain("the tests that need one are skipped");
});

test("a command is found by any of its names, and where there is none, none", () => {
  expect(findCommand(["no-such-command", "sh"])).toMatch(/\/sh$/);
  expect(findCommand(["no-such-command"])).toBeNull();
});
