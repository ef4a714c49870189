import { setTimeout as sleep } from "node:timers/promises";
import { toJson } from "@sluice/db/json";
import { notify } from "@sluice/db/notify";
import type { ManagementContext } from "../context.ts";
import { SILENT_AFTER_MS } from "../gateways/get-status.ts";
import { ManagementError } from "../management-error.ts";
import { transact } from "../transact.ts";

/** A gateway gives up on a provider after ten seconds; past this nobody answers any more. */
const LONGEST_WAIT_MS = 15_000;
/** Short against a provider's answer, long against a query. */
const POLL_MS = 40;

export type GatewayAnswer =
  | { readonly from: "gateway"; readonly result: unknown }
  /** Nobody was asked, or nobody answered in time. */
  | { readonly from: "none"; readonly why: "no-gateway" | "no-answer" };

/** Puts a question to whichever gateway takes it first, through the database, and waits for the answer. */
export async function askGateway(context: ManagementContext, request: unknown): Promise<GatewayAnswer | ManagementError> {
  if (!(await anyGatewayLives(context))) return { from: "none", why: "no-gateway" };
  const id = await transact(context, async (tx) => {
    const row = await tx.endpointCheck.create({ data: { request: toJson(request) } });
    await notify(tx, { kind: "check", id: row.id });
    return row.id;
  });
  if (id instanceof ManagementError) return id;
  try {
    return await awaitResult(context, id);
  } finally {
    // It holds a key, or a person's prompt: it is not kept longer than it takes.
    await context.db.endpointCheck.deleteMany({ where: { id } });
  }
}

async function anyGatewayLives({ db, now }: ManagementContext): Promise<boolean> {
  return (await db.gateway.count({ where: { lastSeenAt: { gt: new Date(now().getTime() - SILENT_AFTER_MS) } } })) > 0;
}

async function awaitResult({ db }: ManagementContext, id: string): Promise<GatewayAnswer> {
  const deadline = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < deadline) {
    await sleep(POLL_MS);
    const row = await db.endpointCheck.findUnique({ where: { id }, select: { result: true, finishedAt: true } });
    if (!row) break;
    if (row.finishedAt) return { from: "gateway", result: row.result };
  }
  return { from: "none", why: "no-answer" };
}
