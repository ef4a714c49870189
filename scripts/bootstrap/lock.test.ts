import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lockHolder, releaseLock, takeLock, withLock } from "./lock.ts";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sluice-lock-"));
});
beforeEach(() => {
  file = path.join(folder, `${Math.random()}.lock`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that is over, as it was while it ran. */
async function formerProcess(): Promise<ProcessIdentity> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  const identity = identify(child.pid ?? 0);
  child.kill("SIGKILL");
  await once(child, "exit");
  return identity ?? { pid: 0, started: "" };
}

describe("a lock", () => {
  test("is held by one, and told to the second who it is", () => {
    expect(takeLock(file)).toBeNull();
    expect(takeLock(file)).toEqual(identify(process.pid));
    releaseLock(file);
    expect(takeLock(file)).toBeNull();
  });

  test("of a process that is gone is taken over", async () => {
    const former = await formerProcess();
    expect(isAlive(former)).toBe(false);
    writeFileSync(file, JSON.stringify(former));
    expect(lockHolder(file)).toBeNull();
    expect(takeLock(file)).toBeNull();
  });

  test("is not mistaken for that of a later process with the same number", () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: "long ago" }));
    expect(takeLock(file)).toBeNull();
  });

  test("that was cut short by a crash is taken over", () => {
    writeFileSync(file, '{"pid":');
    expect(takeLock(file)).toBeNull();
  });

  test("is released when the work under it fails", async () => {
    await expect(
      withLock(file, async () => {
        throw new Error("no luck");
      }),
    ).rejects.toThrow("no luck");
    expect(existsSync(file)).toBe(false);
  });
});
