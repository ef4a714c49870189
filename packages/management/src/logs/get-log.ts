import { type LogDetail, logDetailSchema } from "@sluice/definition/logs";
import { authoriseUsage } from "../analytics/authorise-usage.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { contentState } from "./content-state.ts";
import { findRequest } from "./find-request.ts";
import { logEntry } from "./log-entry.ts";

/** What a gateway has written of a request beside its numbers; an older one may have written less. */
const storySchema = logDetailSchema
  .pick({ policyDecisions: true, attemptDetails: true })
  .extend(logDetailSchema.shape.translation.shape)
  .partial();

/** One request with its why: what policies decided, which providers were asked, what was translated. */
export async function getLog(context: ManagementContext, requestId: string): Promise<LogDetail | ManagementError> {
  const { db } = context;
  const row = await findRequest(db, requestId);
  const denied = await authoriseUsage(context, row ?? {});
  if (denied) return denied;
  if (!row) return notFound("request");
  const named = { select: { name: true } } as const;
  const [state, api, plan, application] = await Promise.all([
    contentState(db, row),
    row.apiId ? db.api.findUnique({ where: { id: row.apiId }, ...named }) : null,
    row.planId ? db.plan.findUnique({ where: { id: row.planId }, ...named }) : null,
    row.applicationId ? db.application.findUnique({ where: { id: row.applicationId }, ...named }) : null,
  ]);
  const { attempts, policies, dropped, adapted } = (row.detail ?? {}) as Record<string, unknown>;
  const story = storySchema.safeParse({ attemptDetails: attempts, policyDecisions: policies, dropped, adapted }).data ?? {};
  return {
    ...logEntry(row),
    gateway: row.gatewayId,
    revision: row.revision,
    apiName: api?.name ?? null,
    planName: plan?.name ?? null,
    applicationName: application?.name ?? null,
    policyDecisions: story.policyDecisions ?? [],
    attemptDetails: story.attemptDetails ?? [],
    translation: { dropped: story.dropped ?? [], adapted: story.adapted ?? [] },
    contentState: state,
  };
}
