import { CHANNEL, type Notice, noticePayload } from "./channel.ts";
import type { Transaction } from "./client.ts";

/** Tells the gateways that something changed. Postgres delivers it when the transaction commits, and not at all when it does not. */
export async function notify(tx: Pick<Transaction, "$executeRaw">, notice: Notice): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${noticePayload(notice)})`;
}
