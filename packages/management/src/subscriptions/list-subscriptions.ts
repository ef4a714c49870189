import type { Prisma } from "@sluice/db/generated/client";
import type { SubscriptionResource } from "@sluice/definition/consumers";
import { subscriptionQuerySchema } from "@sluice/definition/queries";
import { forbidden, mayEverywhere } from "../access/authorise.ts";
import { inScope, standingOf } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { subscriptionResource, WITH_NAMES } from "./stored-subscription.ts";

/** Subscriptions that the actor may see, newest first: of an API, an application or a plan, or all. */
export async function listSubscriptions(context: ManagementContext, query: unknown): Promise<Page<SubscriptionResource> | ManagementError> {
  const { db, actor } = context;
  if (!inScope(actor, "apis:read") && !inScope(actor, "applications:read")) return forbidden("applications:read");
  const asked = parseInput(subscriptionQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const { page: _page, perPage: _perPage, ...filters } = asked;
  const where = { ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)), ...visibleTo(context) };
  const [rows, total, standing] = await Promise.all([
    db.subscription.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], include: WITH_NAMES, ...rowsOf(asked) }),
    db.subscription.count({ where }),
    standingOf(context),
  ]);
  return pageOf(
    rows.map((row) => subscriptionResource(row, standing)),
    total,
    asked,
  );
}

/** Those whose API or application the actor may see. */
function visibleTo(context: ManagementContext): Prisma.SubscriptionWhereInput {
  if (mayEverywhere(context, "apis:read") || mayEverywhere(context, "applications:read")) return {};
  const own = { members: { some: { userId: context.actor.id } } };
  return {
    OR: [
      ...(inScope(context.actor, "apis:read") ? [{ plan: { api: own } }] : []),
      ...(inScope(context.actor, "applications:read") ? [{ application: own }] : []),
    ],
  };
}
