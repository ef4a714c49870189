import { expect, test } from "vitest";
import { describeState, inSegment } from "./describe-state.ts";

const live = { state: "STARTED", deploymentState: "DEPLOYED" } as const;

test("a refusal by a gateway outranks being live, and names the gateway", () => {
  expect(describeState({ ...live, rejectedBy: [{ id: "gw-2", reason: "no" }] })).toEqual({ shape: "bad", word: "Refused by gw-2" });
  expect(describeState(live)).toEqual({ shape: "on", word: "Live" });
});

test("what was never deployed is not called stopped, and is found among the stopped", () => {
  const fresh = { state: "STOPPED", deploymentState: "NOT_DEPLOYED" } as const;
  expect(describeState(fresh).word).toBe("Not deployed");
  expect([inSegment(fresh, "live"), inSegment(fresh, "stopped"), inSegment(fresh, "out-of-sync")]).toEqual([false, true, false]);
});

test("an API that is out of sync is live as well", () => {
  const behind = { state: "STARTED", deploymentState: "NEED_REDEPLOY" } as const;
  expect([inSegment(behind, "live"), inSegment(behind, "out-of-sync"), inSegment(behind, "stopped")]).toEqual([true, true, false]);
});
