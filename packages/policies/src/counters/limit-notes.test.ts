import { expect, test } from "vitest";
import { testContext } from "../testing/test-context.ts";
import type { Claim } from "./counter-store.ts";
import { LeaseBook } from "./lease-book.ts";
import { LimitNotes } from "./limit-notes.ts";
import { MemoryStore } from "./memory-store.ts";

const claim = (consumer: string, of = "total"): Claim => ({
  key: `{api:${consumer}}:step:${of}`,
  amount: 60,
  limit: 100,
  window: { type: "rolling", lengthMs: 60_000 },
});

function bookWith(notes: LimitNotes) {
  const store = new MemoryStore();
  const told = { policy: "token-ratelimit", identity: { step: "Limit" }, unit: "TOKENS", keyed: false } as const;
  return new LeaseBook({ counters: { exact: store, local: store, notes }, strategy: "BLOCK_ON_INTERNAL_ERROR", strict: false, told });
}

test("a subscription's counter is noted when it is asked, granted or not, and again when it is settled", async () => {
  const notes = new LimitNotes();
  const book = bookWith(notes);
  const [call, refused] = [testContext({ subscriptionId: "s" }), testContext({ subscriptionId: "s" })];
  book.reserve(call, [claim("s")]);
  expect(book.reserve(refused, [claim("s")])).toMatchObject({ granted: false });
  const [note] = notes.take(10);
  expect(note).toMatchObject({ subscriptionId: "s", limitId: "step:total", of: "total", step: "Limit", unit: "TOKENS" });
  expect(await note?.store.peek([note.claim])).toMatchObject([{ remaining: 40 }]);
  expect(notes.take(10)).toEqual([]);
  book.settle(call, () => [10]);
  const [settled] = notes.take(10);
  expect(settled && (await settled.store.peek([settled.claim]))).toMatchObject([{ remaining: 90 }]);
});

test("of one limit the last counter is kept, and of callers without a subscription none", () => {
  const notes = new LimitNotes();
  const book = bookWith(notes);
  book.reserve(testContext(), [claim("nobody")]);
  for (const key of ["first", "last"]) book.reserve(testContext({ subscriptionId: "s" }), [claim(key), claim(key, "input")]);
  expect(notes.take(1).map(({ claim: { key } }) => key)).toEqual(["{api:last}:step:total"]);
  expect(notes.take(10).map(({ claim: { key } }) => key)).toEqual(["{api:last}:step:input"]);
});
