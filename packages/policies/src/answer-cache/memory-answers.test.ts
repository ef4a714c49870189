import { expect, test } from "vitest";
import { MemoryAnswers } from "./memory-answers.ts";

const answer = (bytes: number) => ({ status: 200, contentType: "text/plain", body: Buffer.alloc(bytes), tokens: null, storedAtMs: 0 });

test("those not used for longest go when there are too many bytes", () => {
  const answers = new MemoryAnswers(5_000, () => 0);
  for (const key of ["a", "b", "c"]) answers.put(key, answer(1_000), 1_000);
  answers.get("a");
  answers.put("d", answer(1_000), 1_000);
  expect(["a", "b", "c", "d"].filter((key) => answers.get(key) !== null)).toEqual(["a", "c", "d"]);
});

test("one that is larger than all is not kept, and takes the others' place for no longer than that", () => {
  const answers = new MemoryAnswers(5_000, () => 0);
  answers.put("large", answer(10_000), 1_000);
  expect(answers.get("large")).toBeNull();
  answers.put("small", answer(10), 1_000);
  expect(answers.get("small")).not.toBeNull();
});

test("an answer that is put again has its new time", () => {
  let nowMs = 0;
  const answers = new MemoryAnswers(5_000, () => nowMs);
  answers.put("a", answer(1), 10);
  nowMs = 9;
  answers.put("a", answer(2), 10);
  nowMs = 15;
  expect(answers.get("a")?.body).toHaveLength(2);
  nowMs = 19;
  expect(answers.get("a")).toBeNull();
});
