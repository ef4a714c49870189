import type { Transaction } from "@sluice/db/client";
import type { ManagementContext } from "./context.ts";
import { ManagementError } from "./management-error.ts";

/** A verb waits this long for a connection while others hold them all, and may then take this long itself. */
const MAX_WAIT_MS = 10_000;
const TIMEOUT_MS = 20_000;

/** Carries a refusal out of Prisma's transaction, which rolls back on a throw and on nothing else. */
class Rollback extends Error {
  readonly refusal: ManagementError;

  constructor(refusal: ManagementError) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/**
 * The one way to change anything: runs `work` in a transaction, after the verb has asked whether the actor may. A refusal that `work` returns undoes
 * everything that it did, its audit entries included, and is the result.
 */
export async function transact<T>(
  context: Pick<ManagementContext, "db">,
  work: (tx: Transaction) => Promise<T | ManagementError>,
): Promise<T | ManagementError> {
  try {
    return await context.db.$transaction(
      async (tx) => {
        const result = await work(tx);
        if (result instanceof ManagementError) throw new Rollback(result);
        return result;
      },
      { maxWait: MAX_WAIT_MS, timeout: TIMEOUT_MS },
    );
  } catch (error) {
    if (error instanceof Rollback) return error.refusal;
    throw error;
  }
}
