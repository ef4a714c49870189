import { serverRuntime } from "./runtime.ts";

/** A health check that hangs is worse than one that says no. */
const LONGEST_ANSWER_MS = 3_000;

export async function isHealthy(): Promise<boolean> {
  const timeout = new Promise<false>((resolve) => setTimeout(resolve, LONGEST_ANSWER_MS, false).unref());
  return Promise.race([databaseAnswers(), timeout]);
}

async function databaseAnswers(): Promise<boolean> {
  try {
    const { db } = await serverRuntime();
    await db.$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}
