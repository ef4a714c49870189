import { expect, test } from "vitest";
import { behaviourOf } from "./behaviour.ts";

test.each([
  ["sim-echo", { kind: "echo" }],
  ["sim-error-503", { kind: "error", status: 503 }],
  ["sim-error-midstream", { kind: "error-midstream" }],
  ["sim-slow-1500", { kind: "slow", ms: 1500 }],
  ["sim-chunks-200-5", { kind: "chunks", count: 200, ms: 5 }],
  ["sim-usage-every", { kind: "usage-every" }],
])("%s asks for its behaviour", (name, expected) => {
  expect(behaviourOf(name)).toEqual(expected);
});

test.each([
  "gpt-5",
  "sim-",
  "sim-unknown",
  "sim-error",
  "sim-error-200",
  "sim-error-429-1",
  "sim-slow-x",
  "sim-chunks-5",
  "sim-chunks-0-0",
  "sim-slow-9999999",
])("%s is not one of the family", (name) => {
  expect(behaviourOf(name)).toBeNull();
});
