import type { Transaction } from "@sluice/db/client";
import type { Application } from "@sluice/db/generated/client";
import { isId } from "../parse-input.ts";

/** An application with its row locked: its subscriptions change one after the other. */
export async function lockApplication(tx: Transaction, id: string): Promise<Application | null> {
  if (!isId(id)) return null;
  await tx.$queryRaw`SELECT 1 FROM "Application" WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.application.findUnique({ where: { id } });
}
