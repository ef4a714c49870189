import type { Transaction } from "@sluice/db/client";
import { type Rotation, rotationInputSchema } from "@sluice/definition/settings";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { readEncryption } from "./get-encryption.ts";
import { resealStored } from "./reseal-stored.ts";

/** Whoever makes a data key or wraps them anew holds this lock. */
export const CHANGING_KEYS = 8_082_003;

/**
 * Makes a new data key and seals every stored secret with it. Nothing changes for whoever compares or serves: gateways learn the key when
 * they meet it. What was cut off is gone on with by `resume`; until then, what is under the former key opens as before.
 */
export async function rotateDataKey(context: ManagementContext, body: unknown): Promise<Rotation | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(rotationInputSchema, body ?? {});
  if (input instanceof ManagementError) return input;
  const begun = await transact(context, (tx) => (input.resume ? noteResumption(tx, context) : makeKey(tx, context)));
  if (begun instanceof ManagementError) return begun;
  await context.secretBox.refresh();
  const outcome = await resealStored(context);
  return { ...(await readEncryption(context.db)), ...outcome };
}

async function makeKey(tx: Transaction, context: ManagementContext): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHANGING_KEYS})`;
  const former = await tx.dataKey.findFirst({ where: { retiredAt: null }, orderBy: { createdAt: "desc" }, select: { id: true } });
  await tx.dataKey.updateMany({ where: { retiredAt: null }, data: { retiredAt: context.now() } });
  const { id } = await tx.dataKey.create({ data: context.secretBox.newDataKey() });
  await recordChange(tx, context, { action: "encryption.rotate", entityId: id, before: { dataKey: former?.id }, after: { dataKey: id } });
  return id;
}

async function noteResumption(tx: Transaction, context: ManagementContext): Promise<string> {
  const { id } = await tx.dataKey.findFirstOrThrow({ where: { retiredAt: null }, orderBy: { createdAt: "desc" }, select: { id: true } });
  await recordChange(tx, context, { action: "encryption.resume", entityId: id });
  return id;
}
