import { describe, expect, test } from "vitest";
import { readinessOf } from "./readiness.ts";

const LIVE = { state: "STARTED", deploymentState: "DEPLOYED" } as const;
const gateway = { id: "gw", startedAt: "", lastSeenAt: "", alive: true, version: "1" };
const GATEWAYS = { gateways: [gateway], gatewayUrl: "http://localhost:8082/" };
const plan = (type: string, status = "PUBLISHED") => ({ name: `The ${type} plan`, status, security: { type } });
const deployed = (...plans: readonly object[]) => ({
  revision: 3,
  definition: { listeners: [{ paths: [{ path: "/llmtest" }] }], plans: JSON.parse(JSON.stringify(plans)) },
});

describe("readinessOf", () => {
  test("calls what is deployed, where consumers do", () => {
    expect(readinessOf(LIVE, deployed(plan("KEY_LESS"), plan("API_KEY")), GATEWAYS)).toEqual({
      kind: "ready",
      baseUrl: "http://localhost:8082/llmtest",
      revision: 3,
      ways: { keyless: "The KEY_LESS plan", keys: true, tokens: false },
    });
  });

  test("says what is in the way", () => {
    const open = deployed(plan("KEY_LESS"));
    const dead = { ...GATEWAYS, gateways: [{ ...gateway, alive: false }] };
    expect(readinessOf({ state: "STOPPED", deploymentState: "NOT_DEPLOYED" }, null, GATEWAYS)).toEqual({ kind: "not_deployed" });
    expect(readinessOf({ state: "STOPPED", deploymentState: "NEED_REDEPLOY" }, open, GATEWAYS)).toEqual({ kind: "stopped" });
    expect(readinessOf(LIVE, open, dead)).toEqual({ kind: "no_gateway" });
    const unpublished = deployed(plan("KEY_LESS", "CLOSED"), plan("API_KEY", "STAGING"));
    expect(readinessOf(LIVE, unpublished, GATEWAYS)).toEqual({ kind: "no_plan" });
    expect(readinessOf(LIVE, deployed(plan("MTLS")), GATEWAYS)).toEqual({ kind: "certificates_only" });
  });

  test("lets those in who are subscribed to a deprecated plan", () => {
    const ready = readinessOf(LIVE, deployed(plan("API_KEY", "DEPRECATED"), plan("JWT")), GATEWAYS);
    expect(ready).toMatchObject({ kind: "ready", ways: { keyless: null, keys: true, tokens: true } });
  });
});
