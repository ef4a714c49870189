import type { Transaction } from "@sluice/db/client";
import { notify } from "@sluice/db/notify";
import { decisionInputSchema, type SubscriptionResource } from "@sluice/definition/consumers";
import { standingOf } from "../access/standing.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { insertApiKey } from "./api-key.ts";
import { closeSubscriptions } from "./close-subscriptions.ts";
import { authoriseSide, EITHER_SIDE, PUBLISHER } from "./sides.ts";
import { lockSubscription, readSubscription, type StoredSubscription, subscriptionResource } from "./stored-subscription.ts";

type Decided = Promise<SubscriptionResource | ManagementError>;

/** Accepts a pending subscription. Its first key is in the answer, in full this once. */
export async function acceptSubscription(context: ManagementContext, id: string, body: unknown): Decided {
  return decide(context, { id, body, decision: "accept" });
}

export async function rejectSubscription(context: ManagementContext, id: string, body: unknown): Decided {
  return decide(context, { id, body, decision: "reject" });
}

/** Refuses the subscription's calls until it is resumed. */
export async function pauseSubscription(context: ManagementContext, id: string, body: unknown): Decided {
  return decide(context, { id, body, decision: "pause" });
}

export async function resumeSubscription(context: ManagementContext, id: string, body: unknown): Decided {
  return decide(context, { id, body, decision: "resume" });
}

/** Ends a subscription for good and revokes its keys. */
export async function closeSubscription(context: ManagementContext, id: string, body: unknown): Decided {
  return decide(context, { id, body, decision: "close" });
}

const DECISIONS = {
  accept: { from: ["PENDING"], to: "ACCEPTED" },
  reject: { from: ["PENDING"], to: "REJECTED" },
  pause: { from: ["ACCEPTED"], to: "PAUSED" },
  resume: { from: ["PAUSED"], to: "ACCEPTED" },
  close: { from: ["PENDING", "ACCEPTED", "PAUSED"], to: "CLOSED" },
} as const;

interface Request {
  readonly id: string;
  readonly body: unknown;
  readonly decision: keyof typeof DECISIONS;
}

async function decide(context: ManagementContext, { id, body, decision }: Request): Decided {
  const denied = await authoriseSide(context, id, decision === "close" ? EITHER_SIDE : PUBLISHER);
  if (denied) return denied;
  const input = parseInput(decisionInputSchema, body ?? {});
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const before = await lockSubscription(tx, id);
    if (!before) return notFound("subscription");
    const { from, to } = DECISIONS[decision];
    if (!(from as readonly string[]).includes(before.status)) {
      return new ManagementError("conflict", `This subscription is ${before.status.toLowerCase()}: it cannot be changed by "${decision}".`);
    }
    const key = await apply(tx, context, { before, to });
    if (input.reason !== undefined) await tx.subscription.update({ where: { id }, data: { reason: input.reason } });
    const after = await readSubscription(tx, id);
    if (!after) return notFound("subscription");
    const resource = subscriptionResource(after, await standingOf({ ...context, db: tx }));
    await recordChange(tx, context, {
      action: `subscription.${decision}`,
      entityId: id,
      before: { status: before.status },
      after: { status: to },
    });
    await notify(tx, { kind: "subscription", id });
    return key ? { ...resource, apiKeys: [key] } : resource;
  });
}

/** Returns the key that was made for a subscription accepted just now. */
async function apply(
  tx: Transaction,
  context: ManagementContext,
  { before, to }: { readonly before: StoredSubscription; readonly to: "ACCEPTED" | "REJECTED" | "PAUSED" | "CLOSED" },
) {
  const { id } = before;
  if (to === "CLOSED") {
    await closeSubscriptions(tx, context, { id });
    return null;
  }
  const decided = before.status === "PENDING" ? { processedAt: context.now() } : {};
  const started = before.status === "PENDING" && to === "ACCEPTED";
  await tx.subscription.update({ where: { id }, data: { status: to, ...decided, ...(started ? { startsAt: context.now() } : {}) } });
  return started ? insertApiKey(tx, id) : null;
}
