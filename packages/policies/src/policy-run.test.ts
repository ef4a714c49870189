import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import type { BoundStep } from "./bind-step.ts";
import { LeaseBook } from "./counters/lease-book.ts";
import { MemoryStore } from "./counters/memory-store.ts";
import type { Policy } from "./policy.ts";
import { PolicyRun } from "./policy-run.ts";
import { testContext } from "./testing/test-context.ts";

const GONE = { status: 499, errorCode: null, usage: NO_USAGE, costUsd: null, modelSent: null, asked: false };
const SLOT = { key: "slots", amount: 1, limit: 3, window: { type: "rolling", lengthMs: 60_000 } } as const;

function step(policy: Policy): BoundStep {
  return { policyId: "parameters", name: "", policy, uncovered: null, condition: null };
}

function runOf(policies: readonly Policy[], onFault = unexpected): PolicyRun {
  return new PolicyRun([{ takes: () => true, request: policies.map(step), response: [] }], testContext(), onFault);
}

function unexpected(error: unknown): void {
  throw error;
}

/** A policy that sets a slot aside when `ready` has come, as one that has to count first does. */
function slotAfter(store: MemoryStore, ready: Promise<void> | null): Policy {
  const book = new LeaseBook({ counters: { exact: store, local: store }, strategy: "BLOCK_ON_INTERNAL_ERROR", strict: false });
  const reserve = (context: Parameters<LeaseBook["reserve"]>[0]) => void book.reserve(context, [SLOT]);
  return {
    onRequest(context) {
      if (ready === null) {
        reserve(context);
        return null;
      }
      return ready.then(() => {
        reserve(context);
        return null;
      });
    },
    onSettled: (context) => book.settle(context, () => [0]),
  };
}

test("a step behind one that was still thinking does not begin once the caller is gone", async () => {
  const store = new MemoryStore();
  const thinking = Promise.withResolvers<void>();
  const run = runOf([{ onRequest: () => thinking.promise.then(() => null) }, slotAfter(store, null)]);
  const verdict = run.onRequest();
  run.settle(GONE);
  thinking.resolve();
  expect(await verdict).toBeNull();
  expect(store.peek([SLOT])).toMatchObject([{ remaining: 3 }]);
});

test("what a step sets aside after the caller has gone is given back", async () => {
  const store = new MemoryStore();
  const counting = Promise.withResolvers<void>();
  const run = runOf([slotAfter(store, counting.promise)]);
  const verdict = run.onRequest();
  expect(store.peek([SLOT])).toMatchObject([{ remaining: 3 }]);
  run.settle(GONE);
  counting.resolve();
  await verdict;
  expect(store.peek([SLOT])).toMatchObject([{ remaining: 3 }]);
  expect(store.takeChanged()).not.toEqual([]);
});

test("a step that fails at the end is told of, and the others give back what they had set aside", () => {
  const store = new MemoryStore();
  const faults: unknown[] = [];
  const fault = new Error("a fault of ours");
  const failing: Policy = {
    onSettled() {
      throw fault;
    },
  };
  const run = runOf([failing, slotAfter(store, null)], (error) => faults.push(error));
  run.onRequest();
  run.settle(GONE);
  expect(faults).toEqual([fault]);
  expect(store.peek([SLOT])).toMatchObject([{ remaining: 3 }]);
});
