import { createHmac } from "node:crypto";
import type { Database } from "@sluice/db/client";
import type { BudgetDelivery } from "@sluice/db/generated/client";
import type { SecretBox } from "@sluice/db/secret-box";
import type { Settings } from "../context.ts";
import { readMailServer } from "../mail/mail-server.ts";
import { sendMail } from "../mail/send-mail.ts";
import { guardedFetch } from "../outbound/guarded-fetch.ts";
import { placeOf } from "./budget-place.ts";
import { alertBody, describeAlert, type ToldAlert } from "./describe-alert.ts";

export interface DeliveryTools {
  readonly db: Database;
  readonly secretBox: SecretBox;
  readonly settings: Settings;
}

const AT_ONCE = 20;
/** Longer than a mail or a call may take: what a console that was killed had taken on is taken on again after it. */
const LEASE_MS = 120_000;
/** 30 s, 1 min, 2 min … : nine tries over two hours. */
const MOST_ATTEMPTS = 9;
const FIRST_WAIT_MS = 30_000;
const CALL_TIMEOUT_MS = 10_000;
const LONGEST_ERROR = 500;

/** Sends what is due, each by one console at a time, and notes what came of it. */
export async function deliverAlerts(tools: DeliveryTools, now: Date): Promise<void> {
  const { db } = tools;
  const due = await db.$queryRaw<{ id: string }[]>`
    UPDATE "BudgetDelivery" SET attempts = attempts + 1, "nextAt" = ${new Date(now.getTime() + LEASE_MS)}
    WHERE id IN (SELECT id FROM "BudgetDelivery" WHERE "nextAt" <= ${now} ORDER BY "nextAt" LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  await Promise.all(due.map(({ id }) => deliverOne(tools, id, now)));
}

async function deliverOne(tools: DeliveryTools, id: string, now: Date): Promise<void> {
  const { db } = tools;
  const found = await db.budgetDelivery.findUnique({ where: { id }, include: { alert: { include: { budget: true } } } });
  if (!found) return;
  const {
    alert: { budget, ...alert },
    ...delivery
  } = found;
  const { name: placeName } = await placeOf(db, budget);
  try {
    await send(tools, delivery, { alert, budget, placeName });
    await db.budgetDelivery.updateMany({ where: { id }, data: { deliveredAt: now, nextAt: null, lastError: null } });
  } catch (error) {
    const lastError = reasonOf(error).slice(0, LONGEST_ERROR);
    const given = delivery.attempts >= MOST_ATTEMPTS;
    const nextAt = given ? null : new Date(now.getTime() + FIRST_WAIT_MS * 2 ** (delivery.attempts - 1));
    await db.budgetDelivery.updateMany({ where: { id }, data: { nextAt, lastError } });
  }
}

async function send(tools: DeliveryTools, { id, channel, target }: BudgetDelivery, told: ToldAlert): Promise<void> {
  if (channel === "webhook") return callWebhook(tools, { id, url: target }, told);
  const server = await readMailServer(tools);
  if (!server) throw new Error("No mail server is set.");
  const domain = server.sender.replace(/^.*@|>$/g, "");
  await sendMail(server, { to: target, ...describeAlert(told), messageId: `<${id}@${domain}>` });
}

/** A fetch that failed says why in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Signed over its time and its body, so that a call that was overheard cannot be made again later: `t=<seconds>,v1=<HMAC-SHA256, hex>`. */
export function signature(secret: string, body: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}

async function callWebhook(
  { secretBox, settings }: DeliveryTools,
  { id, url }: { readonly id: string; readonly url: string },
  told: ToldAlert,
): Promise<void> {
  const body = alertBody(told);
  const secret = told.budget.webhookSecret === null ? "" : await secretBox.open(told.budget.webhookSecret);
  const answer = await guardedFetch(settings.linkLocalAllowed ?? false)(url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-sluice-delivery": id,
      "x-sluice-signature": signature(secret, body, Math.floor(Date.now() / 1000)),
    },
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The webhook answered ${answer.status}.`);
}
