import { afterAll, beforeAll, expect, test } from "vitest";
import { Download } from "../download.ts";
import { addMember } from "../members/add-member.ts";
import { apiMembers, applicationMembers } from "../members/member-list.ts";
import { granted, refused } from "../testing/test-context.ts";
import { countSubscriptions } from "./count-subscriptions.ts";
import { createSubscription } from "./create-subscription.ts";
import { closeSubscription, pauseSubscription, rejectSubscription } from "./decide-subscription.ts";
import { exportSubscriptions } from "./export-subscriptions.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { type Subscribers, startSubscribers } from "./testing/subscribers.ts";

let subscribers: Subscribers;
/** Status → a subscription of it. All on one API, each by an application of its own. */
const made = new Map<string, string>();
const grace = () => subscribers.as({ id: "user-2", name: "Grace", role: "consumer" });

async function make(status: string, validation: "AUTO" | "MANUAL", decide?: typeof closeSubscription) {
  const planId = await subscribers.newPlan({ validation });
  const applicationId = await subscribers.newApplication({ name: `Team ${status}` });
  const { id } = granted(await createSubscription(subscribers.context, applicationId, { planId, request: '=1+1;"two"' }));
  if (decide) granted(await decide(subscribers.context, id, {}));
  made.set(status, id);
}

beforeAll(async () => {
  subscribers = await startSubscribers();
  await make("PENDING", "MANUAL");
  await make("ACCEPTED", "AUTO");
  await make("REJECTED", "MANUAL", rejectSubscription);
  await make("PAUSED", "AUTO", pauseSubscription);
  await make("CLOSED", "AUTO", closeSubscription);
});
afterAll(() => subscribers.close());

async function idsOf(query: Record<string, string>, context = subscribers.context): Promise<string[]> {
  return granted(await listSubscriptions(context, query)).data.map(({ id }) => id);
}

test("several statuses are asked for by a comma, and newest comes first", async () => {
  const living = ["PAUSED", "ACCEPTED", "PENDING"].map((status) => made.get(status));
  expect(await idsOf({ status: "PENDING,ACCEPTED, PAUSED" })).toEqual(living);
  expect(await idsOf({ status: "" })).toHaveLength(5);
  expect(refused(await listSubscriptions(subscribers.context, { status: "ACCEPTED,OPEN" })).code).toBe("invalid_request");
});

test("one is found by a part of its application's name, and by the last four characters of a key", async () => {
  expect(await idsOf({ q: "team rej" })).toEqual([made.get("REJECTED")]);
  const key = await subscribers.context.db.apiKey.findFirstOrThrow({ where: { subscriptionId: made.get("PAUSED") ?? "" } });
  expect(await idsOf({ keyHint: key.hint })).toEqual([made.get("PAUSED")]);
  expect(await idsOf({ keyHint: "----" })).toEqual([]);
});

test("a whole key is refused as a filter: addresses end up in logs", async () => {
  const refusal = refused(await listSubscriptions(subscribers.context, { keyHint: "slc_0123456789" }));
  expect(refusal.extra.fields?.["keyHint"]).toContain("Only the last four characters");
  expect(refusal.message).not.toContain("slc_0123456789");
});

test("counts say how many there are of each status, and follow the other filters", async () => {
  const one = { PENDING: 1, ACCEPTED: 1, REJECTED: 1, PAUSED: 1, CLOSED: 1 };
  expect(granted(await countSubscriptions(subscribers.context, { apiId: subscribers.apiId }))).toEqual(one);
  const none = { PENDING: 0, ACCEPTED: 0, REJECTED: 0, PAUSED: 0, CLOSED: 0 };
  expect(granted(await countSubscriptions(subscribers.context, { q: "paused" }))).toEqual({ ...none, PAUSED: 1 });
  expect(granted(await countSubscriptions(grace(), {}))).toEqual(none);
});

test("a file has one line a subscription, names for ids, no key, and nothing that a spreadsheet would run", async () => {
  const file = granted(await exportSubscriptions(subscribers.context, { status: "ACCEPTED,PAUSED" }));
  if (!(file instanceof Download)) throw new Error("no file");
  const [header, ...lines] = file.text.trimEnd().split("\r\n");
  expect(header).toBe(
    "Subscription;API;Plan;Security;Application;Status;Created at;Created by;Processed at;Processed by;Starts at;Ends at;Closed at;Request;Reason",
  );
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(new RegExp(`^${made.get("PAUSED")};API at /subscribed;Plan [\\d.]+;API_KEY;Team PAUSED;PAUSED;`));
  expect(lines[0]).toContain(`;"'=1+1;""two""";`);
  const hints = await subscribers.context.db.apiKey.findMany({ select: { hint: true } });
  for (const { hint } of hints) expect(file.text).not.toContain(hint);
});

test("a person sees the subscriptions of what they are a member of, on either side", async () => {
  expect(await idsOf({}, grace())).toEqual([]);
  const pending = await subscribers.context.db.subscription.findUniqueOrThrow({ where: { id: made.get("PENDING") ?? "" } });
  granted(await addMember(subscribers.context, applicationMembers(pending.applicationId), { userId: "user-2", role: "VIEWER" }));
  expect(await idsOf({}, grace())).toEqual([pending.id]);
  const exported = granted(await exportSubscriptions(grace(), {}));
  expect(exported.text.trimEnd().split("\r\n")).toHaveLength(2);
  granted(await addMember(subscribers.context, apiMembers(subscribers.apiId), { userId: "user-2", role: "VIEWER" }));
  expect(await idsOf({}, grace())).toHaveLength(5);
  const confined = { ...grace(), actor: { ...grace().actor, scopes: ["applications:read" as const] } };
  expect(await idsOf({}, confined)).toEqual([pending.id]);
  const elsewhere = { ...grace(), actor: { ...grace().actor, scopes: ["tokens:own" as const] } };
  for (const verb of [listSubscriptions, countSubscriptions, exportSubscriptions]) {
    expect(refused(await verb(elsewhere, {})).code).toBe("forbidden");
  }
});
