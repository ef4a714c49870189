import type { Transaction } from "@sluice/db/client";
import { notify } from "@sluice/db/notify";
import { type ApiKeyResource, decisionInputSchema, type SubscriptionResource } from "@sluice/definition/consumers";
import { standingOf } from "../access/standing.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { closeSubscriptions } from "./close-subscriptions.ts";
import { authoriseSide, EITHER_SIDE, PUBLISHER } from "./sides.ts";
import { lockSubscription, readSubscription, type StoredSubscription, subscriptionResource } from "./stored-subscription.ts";

type Decided = Promise<SubscriptionResource | ManagementError>;

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
type Decision = keyof typeof DECISIONS;

interface Request {
  readonly id: string;
  readonly body: unknown;
  readonly decision: Exclude<Decision, "accept">;
}

async function decide(context: ManagementContext, { id, body, decision }: Request): Decided {
  const denied = await authoriseSide(context, id, decision === "close" ? EITHER_SIDE : PUBLISHER);
  if (denied) return denied;
  const input = parseInput(decisionInputSchema, body ?? {});
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const before = await lockSubscription(tx, id);
    if (!before) return notFound("subscription");
    const refused = whyUndecidable(before, decision);
    if (refused) return refused;
    if (decision === "close") await closeSubscriptions(tx, context, { id });
    else {
      const processed = decision === "reject" ? { processedAt: context.now(), processedBy: context.actor.name } : {};
      await tx.subscription.update({ where: { id }, data: { status: DECISIONS[decision].to, ...processed } });
    }
    return concludeDecision(tx, context, { before, decision, reason: input.reason });
  });
}

/** Why a subscription is past this decision; null when it is not. */
export function whyUndecidable({ status }: StoredSubscription, decision: Decision): ManagementError | null {
  if ((DECISIONS[decision].from as readonly string[]).includes(status)) return null;
  return new ManagementError("conflict", `This subscription is ${status.toLowerCase()}: it cannot be changed by "${decision}".`);
}

interface Conclusion {
  readonly before: StoredSubscription;
  readonly decision: Decision;
  readonly reason: string | undefined;
  /** Made with the decision: in the answer, in full this once. */
  readonly key?: ApiKeyResource | null;
}

/** What every decision ends with: its reason, its audit entry, and word to the gateways. */
export async function concludeDecision(
  tx: Transaction,
  context: ManagementContext,
  { before, decision, reason, key = null }: Conclusion,
): Decided {
  const { id } = before;
  if (reason !== undefined) await tx.subscription.update({ where: { id }, data: { reason: reason || null } });
  const after = await readSubscription(tx, id);
  if (!after) return notFound("subscription");
  const resource = subscriptionResource(after, await standingOf({ ...context, db: tx }));
  const { status, startsAt, endsAt } = resource;
  await recordChange(tx, context, {
    action: `subscription.${decision}`,
    entityId: id,
    before: { status: before.status },
    after: { status, ...(reason ? { reason } : {}), ...(decision === "accept" ? { startsAt, endsAt } : {}) },
  });
  await notify(tx, { kind: "subscription", id });
  return key ? { ...resource, apiKeys: [key] } : resource;
}
