import type { DeploymentResource } from "@sluice/definition/resources";
import { describe, expect, test } from "vitest";
import { gatewayWord, headline, LONGEST_WAIT_MS } from "./gateway-word.ts";

const deployment = (gateways: DeploymentResource["gateways"]): DeploymentResource => ({
  revision: 1,
  label: null,
  createdAt: "2026-11-23T10:00:00.000Z",
  createdBy: "admin",
  gateways,
});
const applied = (id: string, at: string) => ({ id, status: "applied" as const, compileMs: 31, at });

describe("gatewayWord", () => {
  test("is live when every living gateway has applied, timed by the last of them", () => {
    const word = gatewayWord(
      deployment([applied("gw-1", "2026-11-23T10:00:00.142Z"), applied("gw-2", "2026-11-23T10:00:00.180Z")]),
      ["gw-1", "gw-2"],
      200,
    );
    expect(word).toMatchObject({ verdict: "live", applied: 2, expected: 2, tookMs: 180 });
    expect(headline(word)).toBe("Live on 2/2 gateways in 180 ms");
  });

  test("waits for a gateway that has not spoken, and calls it silent when the wait is over", () => {
    const one = deployment([applied("gw-1", "2026-11-23T10:00:00.142Z")]);
    expect(gatewayWord(one, ["gw-1", "gw-2"], 200).verdict).toBe("waiting");
    const late = gatewayWord(one, ["gw-1", "gw-2"], LONGEST_WAIT_MS);
    expect(late.verdict).toBe("silent");
    expect(headline(late)).toBe("Live on 1/2 gateways; the rest do not answer");
  });

  test("says why a gateway refused", () => {
    const refused = {
      id: "gw-1",
      status: "rejected" as const,
      reason: "MISSING_KEY is not set.",
      compileMs: 2,
      at: "2026-11-23T10:00:00.100Z",
    };
    const word = gatewayWord(deployment([refused]), ["gw-1"], 100);
    expect(word).toMatchObject({ verdict: "rejected", rows: [{ reason: "MISSING_KEY is not set." }] });
    expect(headline(word)).toBe("No gateway could take this revision");
  });

  test("claims nothing when no gateway runs", () => {
    const word = gatewayWord(deployment([]), [], LONGEST_WAIT_MS);
    expect(headline(word)).toBe("Saved and deployed, but no gateway is running");
  });

  test("never shows a negative time when clocks disagree", () => {
    expect(gatewayWord(deployment([applied("gw-1", "2026-11-23T09:59:59.000Z")]), ["gw-1"], 1).tookMs).toBe(0);
  });
});
