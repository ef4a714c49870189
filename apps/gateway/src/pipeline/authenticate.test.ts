import { hash } from "node:crypto";
import { Denial } from "@sluice/wire/denial";
import { describe, expect, test, vi } from "vitest";
import type { CompiledPlan } from "../runtime/compiled-plan.ts";
import type { Subscriber } from "../runtime/snapshot.ts";
import { certificateCredential } from "../runtime/subscription-rows.ts";
import { arriving, gatekeeping } from "../testing/gatekeeping.ts";
import { plansOf } from "../testing/plans.ts";
import { KEY, subscriber, testApi } from "../testing/start-test-gateway.ts";
import { authenticate } from "./authenticate.ts";

const KEYLESS: CompiledPlan = { id: "plan-free", security: "KEY_LESS", rule: null };
const KEYED: CompiledPlan = { id: "plan-key", security: "API_KEY", rule: null, header: null };
const UNKNOWN = "slc_nobody";

interface Case {
  readonly plans?: readonly CompiledPlan[];
  readonly headers?: Record<string, string>;
  readonly known?: Partial<Subscriber>;
  readonly current?: boolean;
}

/** A refusal's code, or the plan that lets the caller in. */
function outcome({ plans = [KEYED], headers = {}, known = {}, current = true }: Case): string {
  const keys = new Map([[hash("sha256", KEY, "hex"), subscriber(known)]]);
  const caller = authenticate(testApi([], { plans }), arriving(headers), gatekeeping(keys, current));
  if (caller instanceof Promise) throw new Error("A key, or none, is decided on at once.");
  return caller instanceof Denial ? caller.code : caller.planId;
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe("a key", () => {
  test.each([
    ["Bearer", bearer(KEY)],
    ["bearer in other letters", { authorization: `bEARER  ${KEY} ` }],
    ["X-Api-Key", { "x-api-key": KEY }],
    ["X-Gravitee-Api-Key", { "x-gravitee-api-key": KEY }],
  ])("is taken from %s", (_, headers) => {
    expect(outcome({ headers })).toBe("plan-key");
  });

  test("is taken from the header that the plan names", () => {
    const plans: CompiledPlan[] = [{ id: "plan-key", security: "API_KEY", rule: null, header: "x-team" }];
    expect(outcome({ plans, headers: { "x-team": KEY } })).toBe("plan-key");
  });

  test.each([
    [{ keyRevoked: true }, "invalid_api_key"],
    [{ keyExpiresAtMs: 1 }, "invalid_api_key"],
    [{ status: "PAUSED" }, "subscription_inactive"],
    [{ status: "CLOSED" }, "invalid_api_key"],
    [{ endsAtMs: 1 }, "invalid_api_key"],
    [{ startsAtMs: 9e15 }, "invalid_api_key"],
    [{ planId: "plan-closed" }, "invalid_api_key"],
    [{ apiId: "another" }, "invalid_api_key"],
  ] as const)("whose subscription is %j is refused as %s, with the database and without", (known, code) => {
    expect(outcome({ known, headers: bearer(KEY) })).toBe(code);
    expect(outcome({ known, headers: bearer(KEY), current: false })).toBe(code);
  });
});

describe("an unknown key", () => {
  test("is not valid, as far as the database was read a moment ago", () => {
    expect(outcome({ headers: bearer(UNKNOWN) })).toBe("invalid_api_key");
  });

  test("is not called invalid while the database is away: it may have been made meanwhile", () => {
    expect(outcome({ headers: bearer(UNKNOWN), current: false })).toBe("gateway_unavailable");
    expect(outcome({ headers: bearer(UNKNOWN), current: false, plans: [KEYLESS, KEYED] })).toBe("gateway_unavailable");
  });

  test("is no matter to a keyless plan unless it was meant for a plan with keys", () => {
    for (const current of [true, false]) {
      expect(outcome({ plans: [KEYLESS], headers: bearer(UNKNOWN), current })).toBe("plan-free");
      expect(outcome({ plans: [KEYLESS, KEYED], headers: bearer("sk-of-another-system"), current })).toBe("plan-free");
    }
    expect(outcome({ plans: [KEYLESS, KEYED], headers: { "x-api-key": "sk-of-another-system" } })).toBe("invalid_api_key");
  });
});

test("without the database known keys and keyless calls go on, and no key is still no key", () => {
  expect(outcome({ headers: bearer(KEY), current: false })).toBe("plan-key");
  expect(outcome({ plans: [KEYLESS], current: false })).toBe("plan-free");
  expect(outcome({ current: false })).toBe("invalid_api_key");
  expect(outcome({ plans: [], current: false, headers: bearer(UNKNOWN) })).toBe("invalid_api_key");
});

describe("of several plans", () => {
  const RULE = "{#request.headers['x-tier'][0] == 'gold'}";
  const plans = plansOf(
    { id: "plan-free", security: { type: "KEY_LESS" } },
    { id: "plan-key", security: { type: "API_KEY" } },
    { id: "plan-gold", security: { type: "API_KEY", configuration: { apiKeyHeader: "X-Gold" } }, selectionRule: RULE },
    { id: "plan-mtls", security: { type: "MTLS" } },
  );
  const certified = certificateCredential("plan-mtls", "fingerprint");
  const known = (change: Partial<Subscriber> = {}) =>
    new Map([
      [hash("sha256", KEY, "hex"), subscriber()],
      [hash("sha256", "slc_gold", "hex"), subscriber({ planId: "plan-gold" })],
      [certified, subscriber({ planId: "plan-mtls", ...change })],
    ]);
  const decide = (headers: Record<string, string>, subscribers = known(), current = true) => {
    const caller = authenticate(testApi([], { plans }), arriving(headers), gatekeeping(subscribers, current));
    if (caller instanceof Promise) throw new Error("Nothing had to be verified.");
    return caller instanceof Denial ? caller.code : caller.planId;
  };

  test("what proves most comes first, and nothing last", () => {
    expect(plans.map(({ id }) => id)).toEqual(["plan-mtls", "plan-key", "plan-gold", "plan-free"]);
    expect(decide({ ...bearer(KEY), "x-test-certificate": "fingerprint" })).toBe("plan-mtls");
    expect(decide({ ...bearer(KEY), "x-test-certificate": "unknown" })).toBe("plan-key");
    expect(decide({ "x-test-certificate": "unknown" })).toBe("plan-free");
    expect(decide({})).toBe("plan-free");
  });

  test("a key's own plan takes the calls that meet its rule, and no other plan takes its key", () => {
    expect(decide({ ...bearer("slc_gold"), "x-tier": "gold" })).toBe("plan-gold");
    expect(decide({ "x-gold": "slc_gold", "x-tier": "gold" })).toBe("plan-gold");
    expect(decide(bearer("slc_gold"))).toBe("invalid_api_key");
    expect(decide({ ...bearer("slc_gold"), "x-tier": "silver" })).toBe("invalid_api_key");
    expect(decide({ ...bearer(KEY), "x-tier": "gold" })).toBe("plan-key");
  });

  test("a known certificate decides, for better or worse", () => {
    const headers = { ...bearer(KEY), "x-test-certificate": "fingerprint" };
    expect(decide(headers, known({ status: "PAUSED" }))).toBe("subscription_inactive");
    expect(decide(headers, known({ keyExpiresAtMs: 1 }))).toBe("invalid_api_key");
    expect(decide(headers, known({ endsAtMs: 1 }))).toBe("subscription_inactive");
  });

  test("with the database away a certificate that is not known may be new", () => {
    const keyed = plansOf({ id: "plan-mtls", security: { type: "MTLS" } });
    const call = arriving({ "x-test-certificate": "new" });
    const caller = authenticate(testApi([], { plans: keyed }), call, gatekeeping(known(), false));
    expect(caller).toMatchObject({ code: "gateway_unavailable" });
  });
});

test("a subscription begins and ends by the clock, without anybody's doing", () => {
  vi.useFakeTimers({ now: 10_000 });
  try {
    const known = { startsAtMs: 20_000, endsAtMs: 30_000 };
    const at = (ms: number) => {
      vi.setSystemTime(ms);
      return outcome({ known, headers: bearer(KEY) });
    };
    expect([at(19_999), at(20_000), at(29_999), at(30_000)]).toEqual(["invalid_api_key", "plan-key", "plan-key", "invalid_api_key"]);
  } finally {
    vi.useRealTimers();
  }
});
