import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { type SmtpSink, startSmtpSink } from "../mail/testing/smtp-sink.ts";
import { updateMailSettings } from "../mail/update-mail-settings.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { periodAt } from "./budget-period.ts";
import { createBudget } from "./create-budget.ts";
import { deleteBudget } from "./delete-budget.ts";
import { deliverAlerts, signature } from "./deliver-alerts.ts";
import { listBudgetAlerts } from "./list-budget-alerts.ts";
import { listBudgets } from "./list-budgets.ts";
import { updateBudget } from "./update-budget.ts";
import { watchBudgets } from "./watch-budgets.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const PASSWORD = "canary-smtp-password-9f2";

let management: TestManagement;
let apiId: string;
let smtp: SmtpSink;
let hook: Server;
let hookUrl: string;
const calls: { readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }[] = [];
let hookStatus = 200;

beforeAll(async () => {
  management = await startManagement();
  ({ id: apiId } = granted(await createApi(management.context, definitionAt("/spent"))));
  smtp = await startSmtpSink(PASSWORD);
  hook = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => {
      body += chunk;
    });
    req.on("end", () => {
      calls.push({ headers: req.headers, body });
      res.writeHead(hookStatus).end();
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/spent`;
});
afterEach(async () => {
  const { db } = management.context;
  await db.budget.deleteMany();
  await db.usageRecord.deleteMany();
  await db.usageRollup.deleteMany();
  await db.mailSettings.deleteMany();
  smtp.mails.length = 0;
  calls.length = 0;
  hookStatus = 200;
});
afterAll(async () => {
  await smtp.close();
  hook.close();
  await management.close();
});

let spent = 0;
async function spend(costUsd: string | null, change: object = {}): Promise<void> {
  const call = {
    timestamp: NOW,
    gatewayId: "g",
    method: "POST",
    path: "/",
    status: 200,
    streamed: false,
    attempts: 1,
    gatewayMs: 1,
    totalMs: 1,
  };
  const used = { ...call, requestId: `spent-${++spent}`, apiId, provenance: "reported", inputTokens: 7, costUsd };
  await management.context.db.usageRecord.create({ data: { ...used, ...change } });
}

const BUDGET = { name: "Chat", amountUsd: "10", period: "DAY" };
const at = () => ({ ...management.context, now: () => NOW });
const look = (now = NOW) =>
  watchBudgets(management.context.db, now, (_budget, error) => {
    throw error;
  });
const deliver = (now = NOW) => deliverAlerts(management.context, now);
const alertsOf = async (id: string) => granted(await listBudgetAlerts(management.context, id)).data;
const useSmtp = (change: object = {}) =>
  updateMailSettings(management.context, {
    host: "127.0.0.1",
    port: smtp.port,
    username: "sluice",
    password: PASSWORD,
    sender: "Sluice <sluice@example.org>",
    ...change,
  });

describe("a budget", () => {
  test("knows what was spent at its place in its period, to the last digit, and what is in no cost", async () => {
    const all = granted(await createBudget(at(), { ...BUDGET, name: "All" }));
    const one = granted(await createBudget(at(), { ...BUDGET, apiId }));
    await spend("0.1000000001");
    await spend("0.2", { apiId: null });
    await spend(null);
    await spend("5", { timestamp: new Date("2026-11-19T23:59:59.999Z") });
    await spend("5", { timestamp: new Date("2026-11-21T00:00:00Z") });
    const told = granted(await listBudgets(at())).data;
    expect(told.find(({ id }) => id === all.id)).toMatchObject({ spentUsd: "0.3000000001", forecastUsd: "0.6000000002", placeName: null });
    expect(told.find(({ id }) => id === one.id)).toMatchObject({
      spentUsd: "0.1000000001",
      unpricedTokens: 7,
      placeName: "API at /spent",
      periodStart: "2026-11-20T00:00:00.000Z",
      periodEnd: "2026-11-21T00:00:00.000Z",
    });
  });

  test("begins its periods at midnight of its time zone, over the change of clocks too", async () => {
    const zone = (period: string, timeZone: string, now: string) => periodAt(management.context.db, { period, timeZone }, new Date(now));
    const told = async (...asked: Parameters<typeof zone>) => Object.values(await zone(...asked)).map((date) => date.toISOString());
    expect(await told("DAY", "Europe/Berlin", "2026-10-25T12:00:00Z")).toEqual(["2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"]);
    expect(await told("WEEK", "UTC", "2026-11-22T23:59:59Z")).toEqual(["2026-11-16T00:00:00.000Z", "2026-11-23T00:00:00.000Z"]);
    expect(await told("MONTH", "Asia/Kolkata", "2026-01-31T18:30:00Z")).toEqual(["2026-01-31T18:30:00.000Z", "2026-02-28T18:30:00.000Z"]);
  });

  test("tells each threshold once a period, however many look at the same time", async () => {
    const { id } = granted(await createBudget(at(), { ...BUDGET, emails: ["ada@example.org"] }));
    await look();
    expect(await alertsOf(id)).toEqual([]);
    await spend("4.9999999999");
    await look();
    expect(await alertsOf(id)).toEqual([]);
    await spend("0.0000000001");
    await Promise.all([look(), look(), look(), look()]);
    expect((await alertsOf(id)).map(({ threshold }) => threshold)).toEqual([50]);
    await spend("6");
    await Promise.all([look(), look()]);
    await look();
    expect((await alertsOf(id)).map(({ threshold, deliveries }) => [threshold, deliveries.length])).toEqual([
      [100, 1],
      [80, 1],
      [50, 1],
    ]);
    const tomorrow = new Date("2026-11-21T12:00:00Z");
    await spend("5", { timestamp: tomorrow });
    await look(tomorrow);
    expect((await alertsOf(id)).map(({ periodStart }) => periodStart)).toHaveLength(4);
  });

  test("is moved to no API that is not there, and may be changed when its own is gone", async () => {
    const { id } = granted(await createBudget(at(), { ...BUDGET, apiId }));
    const nowhere = "0190c0de-0000-7000-8000-00000000dead";
    expect(refused(await updateBudget(at(), id, { ...BUDGET, apiId: nowhere })).code).toBe("not_found");
    await management.context.db.budget.update({ where: { id }, data: { apiId: nowhere } });
    expect(granted(await updateBudget(at(), id, { ...BUDGET, apiId: nowhere, enabled: false })).enabled).toBe(false);
    expect(granted(await updateBudget(at(), id, BUDGET)).apiId).toBeNull();
  });

  test("of one that is switched off tells nothing", async () => {
    const { id } = granted(await createBudget(at(), { ...BUDGET, enabled: false }));
    await spend("100");
    await look();
    expect(await alertsOf(id)).toEqual([]);
  });
});

describe("an alert", () => {
  test("goes out by e-mail, once, however many consoles send", async () => {
    granted(await useSmtp());
    const { id } = granted(await createBudget(at(), { ...BUDGET, thresholds: [80], emails: ["ada@example.org", "grace@example.org"] }));
    await spend("9.5");
    await look();
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(smtp.mails.map(({ to }) => to).sort()).toEqual([["ada@example.org"], ["grace@example.org"]]);
    expect(smtp.mails[0]?.text).toMatch(/Subject: The budget Chat is spent to 80 %/);
    expect(smtp.mails[0]?.text).toMatch(/\$9\.50 of \$10\.00 were spent today on everything/);
    const [alert] = await alertsOf(id);
    expect(alert?.deliveries.map(({ state, attempts }) => [state, attempts])).toEqual([
      ["delivered", 1],
      ["delivered", 1],
    ]);
  });

  test("goes to a webhook, signed with its secret", async () => {
    const made = granted(await createBudget(at(), { ...BUDGET, thresholds: [100], webhookUrl: hookUrl }));
    expect(made.webhookSecret).toMatch(/^whsec_/);
    await spend("12");
    await look();
    await deliver();
    const [call] = calls;
    const sent = String(call?.headers["x-sluice-signature"]);
    expect(sent).toBe(signature(made.webhookSecret ?? "", call?.body ?? "", Number(/t=(\d+)/.exec(sent)?.[1])));
    expect(JSON.parse(call?.body ?? "")).toMatchObject({
      type: "budget.threshold_reached",
      threshold: 100,
      spentUsd: "12.0000000000",
      budget: { id: made.id },
    });
    const [seen] = granted(await listBudgets(at())).data;
    expect(seen?.webhookSecret).toMatch(/^••••/);
  });

  test("that does not arrive is tried again, later and later, and given up in the end", async () => {
    hookStatus = 503;
    const { id } = granted(await createBudget(at(), { ...BUDGET, thresholds: [100], webhookUrl: hookUrl }));
    await spend("12");
    await look();
    const waits: number[] = [];
    for (let now = NOW, attempts = 1; attempts <= 12; attempts++) {
      await deliver(now);
      const delivery = (await alertsOf(id))[0]?.deliveries[0];
      expect(delivery?.lastError).toBe("The webhook answered 503.");
      if (!delivery?.nextAt) break;
      waits.push((Date.parse(delivery.nextAt) - now.getTime()) / 1_000);
      now = new Date(delivery.nextAt);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_840]);
    expect((await alertsOf(id))[0]?.deliveries[0]).toMatchObject({ state: "failed", attempts: 9 });
  });

  test("says why it waits, and arrives when there is a mail server", async () => {
    const { id } = granted(await createBudget(at(), { ...BUDGET, thresholds: [100], emails: ["ada@example.org"] }));
    await spend("12");
    await look();
    await deliver();
    expect((await alertsOf(id))[0]?.deliveries[0]).toMatchObject({ state: "waiting", lastError: "No mail server is set." });
    granted(await useSmtp());
    await deliver(new Date(NOW.getTime() + 60_000));
    expect((await alertsOf(id))[0]?.deliveries[0]).toMatchObject({ state: "delivered", attempts: 2, lastError: null });
  });
});

describe("a webhook's address", () => {
  test.each(["http://169.254.169.254/latest", "https://[fe80::1]/", "http://203.0.113.9/"])("is refused: %s", async (webhookUrl) => {
    expect(refused(await createBudget(at(), { ...BUDGET, webhookUrl })).extra.fields).toHaveProperty("webhookUrl");
  });

  test("is told whole to those who may change it, and others see the machine alone", async () => {
    const { id } = granted(await createBudget(at(), { ...BUDGET, apiId, thresholds: [100], webhookUrl: hookUrl }));
    await spend("12");
    await look();
    const viewer = { ...at(), ...management.as({ id: "user-2", role: "viewer" }), now: () => NOW };
    const seenBy = async (context: typeof viewer) => [
      granted(await listBudgets(context)).data[0]?.webhookUrl,
      granted(await listBudgetAlerts(context, id)).data[0]?.deliveries[0]?.target,
    ];
    expect(await seenBy(at())).toEqual([hookUrl, hookUrl]);
    const machine = `${new URL(hookUrl).origin}/••••`;
    expect(await seenBy(viewer)).toEqual([machine, machine]);
  });

  test("keeps its secret behind the mask, but not for another address", async () => {
    const { id, webhookSecret } = granted(await createBudget(at(), { ...BUDGET, thresholds: [100], webhookUrl: hookUrl }));
    const [{ webhookSecret: mask = "" } = {}] = granted(await listBudgets(at())).data;
    granted(await updateBudget(at(), id, { ...BUDGET, webhookUrl: hookUrl, webhookSecret: mask }));
    const stored = await management.context.db.budget.findUniqueOrThrow({ where: { id } });
    expect(await management.context.secretBox.open(stored.webhookSecret ?? "")).toBe(webhookSecret);
    const moved = await updateBudget(at(), id, { ...BUDGET, webhookUrl: "https://elsewhere.example.org/", webhookSecret: mask });
    expect(refused(moved).extra.fields).toHaveProperty("webhookSecret");
  });
});

test("a budget that is deleted takes its alerts along", async () => {
  const { id } = granted(await createBudget(at(), BUDGET));
  await spend("100");
  await look();
  granted(await deleteBudget(at(), id));
  expect(await management.context.db.budgetAlert.count()).toBe(0);
});
