import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Turns } from "./turns.ts";

const turns = ({ mostWaiting = 2, longestMs = 10_000 } = {}) => new Turns({ mostWaiting, longestMs });
const gate = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { open: resolve, promise };
};

describe("turns", () => {
  test("are taken one after the other, in order, those that fail too", async () => {
    const told: string[] = [];
    const one = turns({ mostWaiting: 10 });
    const work = (name: string, fails = false) =>
      one.take(async () => {
        told.push(`${name} begins`);
        await sleep(1);
        told.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    expect(await Promise.allSettled([work("a"), work("b", true), work("c")])).toMatchObject([
      { value: "a" },
      { reason: new Error("b") },
      { value: "c" },
    ]);
    expect(told).toEqual(["a", "b", "c"].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  test("are refused at once when enough wait, however many have given up waiting for work that never ends", async () => {
    const one = turns({ longestMs: 20 });
    const never = one.take(() => new Promise(() => {}));
    const first = [one.take(async () => "b"), one.take(async () => "c")];
    await expect(one.take(async () => "d")).rejects.toThrow("More than 2 wait");
    for (const lost of [never, ...first]) await expect(lost).rejects.toThrow("no answer within 20 ms");
    const next = [one.take(async () => "e"), one.take(async () => "f")];
    await expect(one.take(async () => "g")).rejects.toThrow("More than 2 wait");
    for (const lost of next) await expect(lost).rejects.toThrow("no answer within 20 ms");
  });

  test("are lost by whoever leaves: before they begin they never do, and work under way is told", async () => {
    const one = turns();
    const busy = gate();
    const [working, waiting] = [new AbortController(), new AbortController()];
    let told = false;
    let begun = false;
    const under = one.take(async (lost) => {
      lost.addEventListener("abort", () => (told = true));
      await busy.promise;
    }, working.signal);
    const after = one.take(async () => (begun = true), waiting.signal);
    waiting.abort();
    working.abort();
    for (const lost of [under, after]) await expect(lost).rejects.toThrow("Nobody waits");
    expect(told).toBe(true);
    const last = one.take(async () => "last");
    busy.open();
    expect([await last, begun]).toEqual(["last", false]);
    await expect(one.take(async () => "", AbortSignal.abort())).rejects.toThrow("Nobody waits");
  });
});
