import { subscriptionQuerySchema } from "@sluice/definition/queries";
import type { SubscriptionResource } from "@sluice/definition/resources";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { subscriptionResource, WITH_NAMES } from "./stored-subscription.ts";

/** Subscriptions, newest first, of an API, an application or a plan, or all. */
export async function listSubscriptions({ db }: ManagementContext, query: unknown): Promise<Page<SubscriptionResource> | ManagementError> {
  const asked = parseInput(subscriptionQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const { page: _page, perPage: _perPage, ...filters } = asked;
  const where = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  const [rows, total] = await Promise.all([
    db.subscription.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], include: WITH_NAMES, ...rowsOf(asked) }),
    db.subscription.count({ where }),
  ]);
  return pageOf(rows.map(subscriptionResource), total, asked);
}
