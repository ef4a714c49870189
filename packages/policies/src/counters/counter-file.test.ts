import { appendFile, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CounterFile } from "./counter-file.ts";
import type { Claim } from "./counter-store.ts";
import { MemoryStore } from "./memory-store.ts";

let folder: string;
const files: CounterFile[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-counters-"));
});
afterEach(async () => {
  for (const file of files.splice(0)) await file.stop();
  await rm(folder, { recursive: true, force: true });
});

const claim = (amount: number, key = "a"): Claim => ({ key, amount, limit: 100, window: { type: "rolling", lengthMs: 60_000 } });

async function start(path = join(folder, "counters.jsonl")) {
  const store = new MemoryStore();
  const troubles: string[] = [];
  const file = new CounterFile({ path, store, onTrouble: (reason) => troubles.push(reason) });
  files.push(file);
  await file.start();
  return { store, file, troubles, path };
}

function take(store: MemoryStore, amount: number, key?: string) {
  const answer = store.reserve([claim(amount, key)]);
  if (!answer.granted) throw new Error("It was refused.");
  return answer.lease;
}

test("a restart refills nobody's budget, and counts in full what was under way", async () => {
  const first = await start();
  first.store.settle(take(first.store, 50), [30]);
  take(first.store, 40);
  await first.file.stop();
  const second = await start();
  expect(second.store.peek([claim(0)])).toMatchObject([{ remaining: 30 }]);
});

test("a killed process has written what it had counted a tenth of a second before", async () => {
  const first = await start();
  first.store.settle(take(first.store, 50), [50]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const second = await start();
  expect(second.store.peek([claim(0)])).toMatchObject([{ remaining: 50 }]);
});

test("a line that was cut off is left out, the one before it holds", async () => {
  const first = await start();
  first.store.settle(take(first.store, 50), [50]);
  await first.file.stop();
  await appendFile(first.path, '["a:60000",{"window":{"type":"rol');
  const second = await start();
  expect(second.store.peek([claim(0)])).toMatchObject([{ remaining: 50 }]);
});

test("the file does not grow without end", async () => {
  const { store, file, path } = await start();
  for (let n = 0; n < 2_500; n++) {
    store.settle(take(store, 1), [0]);
    if (n % 5 === 0) await file.flush();
  }
  for (let n = 0; n < 2_500; n++) {
    take(store, 1, `k${n % 3}-${n}`);
  }
  await file.flush();
  await file.flush();
  expect((await readFile(path, "utf8")).split("\n").length).toBeLessThan(5_010);
});

test("what cannot be written is said once, and written when it can be again", async () => {
  const { store, file, troubles, path } = await start();
  await rm(folder, { recursive: true });
  store.settle(take(store, 50), [50]);
  await file.flush();
  await file.flush();
  expect(troubles).toHaveLength(1);
  await mkdir(folder);
  await file.flush();
  expect((await stat(path)).size).toBeGreaterThan(20);
});
