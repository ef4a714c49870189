import { setTimeout as sleep } from "node:timers/promises";
import { toJson } from "@sluice/db/json";
import { notify } from "@sluice/db/notify";
import {
  type EndpointCheckInput,
  type EndpointCheckResult,
  endpointCheckInputSchema,
  endpointCheckSchema,
} from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { SILENT_AFTER_MS } from "../gateways/get-status.ts";
import { ManagementError } from "../management-error.ts";
import { refuseChosenAddresses } from "../outbound/refuse-chosen-addresses.ts";
import { parseInput } from "../parse-input.ts";
import { proposePrice } from "../prices/propose-price.ts";
import { transact } from "../transact.ts";
import { sealCheckSecrets } from "./seal-check-secrets.ts";

/** The gateway gives up on a provider after ten seconds; past this nobody answers any more. */
const LONGEST_WAIT_MS = 15_000;
/** Short against a provider's answer, long against a query. */
const POLL_MS = 40;

/**
 * Has a gateway call the provider, by the code and from the network of real calls, and adds proposed prices to the models it lists.
 * A provider that refuses is an answer (`ok: false`), not an error.
 */
export async function checkEndpoint(context: ManagementContext, body: unknown): Promise<EndpointCheckResult | ManagementError> {
  const input = parseInput(endpointCheckInputSchema, body);
  if (input instanceof ManagementError) return input;
  const { apiId } = input;
  const denied = await (apiId === undefined ? authorise(context, "apis:create") : authorise(context, "apis:write", { apiId }));
  if (denied) return denied;
  const unsafe = refuseChosenAddresses(context, input);
  if (unsafe) return unsafe;
  const request = await sealCheckSecrets(context, input);
  if (request instanceof ManagementError) return request;
  if (!(await anyGatewayLives(context))) return NO_GATEWAY;
  const id = await transact(context, async (tx) => {
    const row = await tx.endpointCheck.create({ data: { request: toJson(request) } });
    await notify(tx, { kind: "check", id: row.id });
    return row.id;
  });
  if (id instanceof ManagementError) return id;
  try {
    return withPrices(input, await awaitResult(context, id));
  } finally {
    // It holds a key: it is not kept longer than it takes.
    await context.db.endpointCheck.deleteMany({ where: { id } });
  }
}

async function anyGatewayLives({ db, now }: ManagementContext): Promise<boolean> {
  return (await db.gateway.count({ where: { lastSeenAt: { gt: new Date(now().getTime() - SILENT_AFTER_MS) } } })) > 0;
}

async function awaitResult({ db }: ManagementContext, id: string): Promise<EndpointCheckResult> {
  const deadline = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < deadline) {
    await sleep(POLL_MS);
    const row = await db.endpointCheck.findUnique({ where: { id }, select: { result: true, finishedAt: true } });
    if (!row) break;
    if (!row.finishedAt) continue;
    const parsed = endpointCheckSchema.safeParse(row.result);
    return parsed.success
      ? parsed.data
      : unanswered("The gateway's answer cannot be read.", "Are console and gateway of the same version?");
  }
  return unanswered("No gateway answered in time.", "Is the gateway running, and does it reach the database?");
}

function unanswered(message: string, hint: string): EndpointCheckResult {
  return { ok: false, models: [], latencyMs: 0, error: { status: null, message, hint } };
}

const NO_GATEWAY = unanswered(
  "No gateway is running, so nobody can ask the provider.",
  "Start a gateway and test again. You can save without the test.",
);

function withPrices({ provider, target }: EndpointCheckInput, result: EndpointCheckResult): EndpointCheckResult {
  const models = result.models.map((model) => {
    const { model: _model, ...prices } = proposePrice(provider, model.id, target);
    return { ...prices, ...model };
  });
  return { ...result, models };
}
