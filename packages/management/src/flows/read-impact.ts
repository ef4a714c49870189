import { type Impact, impactInputSchema } from "@sluice/definition/policy-impact";
import { authorise } from "../access/authorise.ts";
import { readApi, storedDefinition } from "../apis/stored-api.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { definitionOfPlan } from "../plans/plan-resource.ts";
import { measureImpact } from "./impact/measure-impact.ts";
import type { PastRequest } from "./impact/past-request.ts";

/** Of an API's last requests, how many each policy would have refused, by what their rows keep. Needs no gateway and changes nothing. */
export async function readImpact(context: ManagementContext, id: string, body: unknown): Promise<Impact | ManagementError> {
  const denied = await authorise(context, "apis:read", { apiId: id });
  if (denied) return denied;
  const input = parseInput(impactInputSchema, body ?? {});
  if (input instanceof ManagementError) return input;
  const api = await readApi(context.db, id);
  if (!api) return notFound("API");
  const definition = storedDefinition(api);
  const plans = api.plans.map((row) => ({
    id: row.id,
    flows: input.plans?.find((plan) => plan.id === row.id)?.flows ?? definitionOfPlan(row).flows,
  }));
  const contextPaths = definition.listeners.flatMap(({ paths }) => paths.map(({ path }) => path));
  const requests = await lastRequests(context, { apiId: id, contextPaths, last: input.last });
  return measureImpact({ flows: input.flows ?? definition.flows, plans }, requests);
}

interface Asked {
  readonly apiId: string;
  readonly contextPaths: readonly string[];
  readonly last: number;
}

/** Those that got as far as a plan, the oldest first: what is refused before that, no policy sees. */
async function lastRequests({ db }: ManagementContext, { apiId, contextPaths, last }: Asked): Promise<PastRequest[]> {
  const rows = await db.usageRecord.findMany({
    where: { apiId, planId: { not: null } },
    orderBy: { timestamp: "desc" },
    take: last,
    select: {
      timestamp: true,
      planId: true,
      subscriptionId: true,
      method: true,
      path: true,
      modelAsked: true,
      inputTokens: true,
      outputTokens: true,
      costUsd: true,
    },
  });
  return rows.reverse().map(({ timestamp, path, modelAsked, inputTokens, outputTokens, costUsd, ...row }) => ({
    ...row,
    atMs: timestamp.getTime(),
    path: path.slice(contextPaths.find((known) => path === known || path.startsWith(`${known}/`))?.length ?? 0),
    model: modelAsked,
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    costUsd: Number(costUsd ?? 0),
  }));
}
