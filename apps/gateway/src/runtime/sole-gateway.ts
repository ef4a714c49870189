import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { type GatewayIdentity, otherBeats } from "./gateway-rows.ts";

/** Gateways beat every five seconds: one that has not within this is gone, however it went. */
const SILENCE_MS = 7_000;
const LOOK_EVERY_MS = 500;

/** Its message is for the person who started the gateway. */
export class RefusedToStart extends Error {}

/**
 * Limits are counted in one process's memory as long as there is no Redis: a second gateway would double them without a word.
 * Throws `RefusedToStart` when another gateway on this database is alive. Waits only when one was seen of late: a killed
 * one leaves its row behind, and must not keep its successor from starting.
 */
export async function refuseSecondGateway(pool: Pool, self: GatewayIdentity): Promise<void> {
  const before = await otherBeats(pool, self);
  for (let waitedMs = 0; before.size > 0 && waitedMs < SILENCE_MS; waitedMs += LOOK_EVERY_MS) {
    await sleep(LOOK_EVERY_MS);
    const now = await otherBeats(pool, self);
    const alive = [...now].find(([id, beatMs]) => beatMs > (before.get(id) ?? 0));
    if (!alive) continue;
    throw new RefusedToStart(
      `Another gateway, ${alive[0]}, serves from this database. Several gateways share their counters in Redis or Valkey: set REDIS_URL for each of them, or stop the other one.`,
    );
  }
}
