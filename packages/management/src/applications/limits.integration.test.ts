import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { deployApi } from "../deployments/deploy-api.ts";
import { createSubscription } from "../subscriptions/create-subscription.ts";
import { closeSubscription } from "../subscriptions/decide-subscription.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { createApplication } from "./create-application.ts";
import { listLimits } from "./list-limits.ts";

const NOON = new Date("2026-11-20T12:00:00Z");
const LIMIT = {
  name: "Limit",
  policy: "token-ratelimit",
  configuration: { rate: { limit: 100, periodTime: 1, periodTimeUnit: "MINUTES" } },
};

let management: TestManagement;
let applicationId: string;
let subscriptionId: string;
beforeAll(async () => {
  management = await startManagement();
  const { context } = management;
  const api = granted(await createApi(context, { ...definitionAt("/limited"), flows: [{ name: "Every call", request: [LIMIT] }] }));
  granted(await deployApi(context, api.id, {}));
  applicationId = granted(await createApplication(context, { name: "Chat" })).id;
  const planId = api.plans[0]?.id ?? "";
  subscriptionId = granted(await createSubscription(context, applicationId, { planId })).id;
  await counted({ limitId: "a", step: "Limit" });
  await counted({ limitId: "b", step: "Removed since" });
});
afterAll(() => management.close());

/** As a gateway writes it, at noon. */
async function counted(part: { readonly limitId: string; readonly step: string }): Promise<void> {
  const window = {
    windowSeconds: 60,
    rolling: true,
    limit: 100,
    remaining: 40,
    resetsAt: new Date(NOON.getTime() + 60_000),
    countedAt: NOON,
  };
  const limit = { subscriptionId, policy: "token-ratelimit", unit: "TOKENS", of: "total", keyed: false, ...window };
  await management.context.db.subscriptionLimit.create({ data: { ...limit, ...part } });
}

const limitsAt = async (seconds: number) =>
  granted(await listLimits({ ...management.context, now: () => new Date(NOON.getTime() + seconds * 1_000) }, applicationId)).data;

test("what gateways counted last is told with its age, of the steps that are deployed", async () => {
  expect(await limitsAt(10)).toEqual([
    {
      subscriptionId,
      limitId: "a",
      policy: "token-ratelimit",
      step: "Limit",
      unit: "TOKENS",
      of: "total",
      keyed: false,
      windowSeconds: 60,
      rolling: true,
      limit: 100,
      remaining: 40,
      resetsAt: "2026-11-20T12:01:00.000Z",
      countedAt: "2026-11-20T12:00:00.000Z",
    },
  ]);
});

test("once everything that counted has left the window, all of it is left", async () => {
  expect(await limitsAt(60)).toMatchObject([{ remaining: 100, countedAt: "2026-11-20T12:00:00.000Z" }]);
});

test("whoever may not see the application sees none of it, and a closed subscription has no limits", async () => {
  const stranger = management.as({ id: "user-2", role: "consumer" });
  expect(refused(await listLimits(stranger, applicationId)).code).toBe("forbidden");
  granted(await closeSubscription(management.context, subscriptionId, {}));
  expect(await limitsAt(10)).toEqual([]);
});
