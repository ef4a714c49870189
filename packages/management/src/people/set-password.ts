import { randomUUID } from "node:crypto";
import type { Transaction } from "@sluice/db/client";
import { PASSWORD_PROVIDER } from "./person-resource.ts";

/** Writes a person's password, hashed; also for somebody who had none. */
export async function setPassword(tx: Transaction, userId: string, hash: string): Promise<void> {
  await tx.account.upsert({
    where: { providerId_accountId: { providerId: PASSWORD_PROVIDER, accountId: userId } },
    create: { id: randomUUID(), accountId: userId, providerId: PASSWORD_PROVIDER, userId, password: hash },
    update: { password: hash },
  });
}
