import { expect, test } from "vitest";
import { FairGate } from "./fair-gate.ts";

function slow(order: string[], name: string): () => Promise<string> {
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    order.push(name);
    return name;
  };
}

test("one from elsewhere waits behind two of a crowd, not behind all", async () => {
  const gate = new FairGate();
  const order: string[] = [];
  const crowd = Array.from({ length: 20 }, (_, n) => gate.run("crowd", slow(order, `crowd ${n}`)));
  const other = gate.run("other", slow(order, "other"));
  await Promise.all([...crowd, other]);
  expect(order.indexOf("other")).toBeLessThanOrEqual(4);
  expect(order).toHaveLength(21);
});

test("what one caller has waiting is bounded; a failure lets the next one in", async () => {
  const gate = new FairGate();
  const results = await Promise.all(Array.from({ length: 60 }, () => gate.run("crowd", slow([], "let in"))));
  expect(results.filter((result) => result === null)).toHaveLength(8);
  const failing = Array.from({ length: 5 }, () => gate.run("crowd", () => Promise.reject(new Error("no"))).catch(() => "failed"));
  expect(await Promise.all(failing)).toEqual(Array(5).fill("failed"));
  expect(await gate.run("crowd", slow([], "let in"))).toBe("let in");
});
