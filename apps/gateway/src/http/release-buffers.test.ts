import { expect, test } from "vitest";
import { noteBuffers } from "./release-buffers.ts";

const BODY_BYTES = 100_000;
const BODIES = 2_000;
/** Twice what is noted in between: a collection is swept up after while more comes. V8 by itself waits for 67 MB. */
const MOST_BYTES = 60_000_000;

test("bodies that nobody holds any more are let go of before V8 looks through its whole heap", () => {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let at = 0; at < BODIES; at++) {
    noteBuffers(Buffer.allocUnsafeSlow(BODY_BYTES).fill(at).length);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(most).toBeLessThan(MOST_BYTES);
});
