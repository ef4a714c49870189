import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DeliveryTools } from "./budgets/deliver-alerts.ts";
import { startRounds } from "./start-rounds.ts";

const ROUND_MS = 15_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => {});

/** A database that has nothing to do, but for what a test puts in its place. */
function toolsWith(parts: { readonly budgets?: () => Promise<unknown>; readonly repricings?: () => Promise<unknown> }) {
  const budgets = vi.fn(parts.budgets ?? (async () => []));
  const repricings = vi.fn(parts.repricings ?? (async () => []));
  const deliveries = vi.fn(async () => []);
  const db = { budget: { findMany: budgets }, repricing: { findMany: repricings }, $queryRaw: deliveries };
  return { tools: { db } as unknown as DeliveryTools, budgets, repricings, deliveries };
}

test("budgets are watched and alerts sent while a repricing goes on and on", async () => {
  const { tools, budgets, deliveries, repricings } = toolsWith({ repricings: never });
  const stop = startRounds(tools, () => {});
  await vi.advanceTimersByTimeAsync(3 * ROUND_MS);
  stop();
  expect([budgets, deliveries, repricings].map(({ mock }) => mock.calls.length)).toEqual([3, 3, 1]);
});

test("budgets that cannot be read hold up no alert, and the log has the failure's name and not its words", async () => {
  const said: string[] = [];
  const refusal = Object.assign(new TypeError("whsec_canary"), { code: "P2010" });
  const { tools, deliveries } = toolsWith({ budgets: () => Promise.reject(refusal) });
  const stop = startRounds(tools, (message) => said.push(message));
  await vi.advanceTimersByTimeAsync(ROUND_MS);
  stop();
  await vi.advanceTimersByTimeAsync(ROUND_MS);
  expect([deliveries.mock.calls.length, said]).toEqual([1, ["a round failed: TypeError (P2010)"]]);
});
