import { expect, test } from "vitest";
import { SerialTasks } from "./serial-tasks.ts";

function controlled() {
  const runs: { key: string; end: () => void }[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const tasks = new SerialTasks(async (key) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    await new Promise<void>((resolve) => runs.push({ key, end: resolve }));
    atOnce--;
  });
  const endNext = async () => {
    runs.find(({ end }) => end)?.end();
    runs.shift();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { tasks, runs, endNext, most: () => mostAtOnce };
}

test("requests that come while a key is busy make one more run, after it", async () => {
  const { tasks, runs, endNext, most } = controlled();
  const first = tasks.request("a");
  const others = [tasks.request("a"), tasks.request("a"), tasks.request("a")];
  expect(runs).toHaveLength(1);
  await endNext();
  expect(runs).toHaveLength(1);
  let done = false;
  void Promise.all(others).then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toBe(false);
  await endNext();
  await Promise.all([first, ...others]);
  expect(runs).toHaveLength(0);
  expect(most()).toBe(1);
});

test("different keys do not wait for one another", async () => {
  const { tasks, runs, endNext } = controlled();
  const both = [tasks.request("a"), tasks.request("b")];
  expect(runs.map(({ key }) => key)).toEqual(["a", "b"]);
  await endNext();
  await endNext();
  await Promise.all(both);
});

test("a key that was done can be asked for again", async () => {
  const { tasks, runs, endNext } = controlled();
  const first = tasks.request("a");
  await endNext();
  await first;
  const second = tasks.request("a");
  expect(runs).toHaveLength(1);
  await endNext();
  await second;
});
