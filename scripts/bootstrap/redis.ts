import { installByApt, mayInstallByApt } from "./debian.ts";
import { findCommand } from "./find-command.ts";
import { announce, step } from "./progress.ts";
import { StopSign } from "./stop-sign.ts";

const COMMANDS = ["redis-server", "valkey-server"];

/** A Redis or Valkey of this machine; null where there is none. */
export function findRedis(): string | null {
  return findCommand(COMMANDS);
}

/**
 * Debian's redis-server for the tests of shared counters, installed as root where there is none. Elsewhere, and where that fails, those
 * tests are skipped, and say so: Redis is not needed for one gateway, and a mirror that is away is no reason to test nothing.
 */
export async function prepareRedis(): Promise<void> {
  if (findRedis() !== null || !mayInstallByApt()) return;
  const sentence = "Debian's redis-server could not be installed: the tests that need one are skipped.";
  try {
    await step("Installed Redis for the tests", () => installByApt("redis-server", sentence));
  } catch (error) {
    if (!(error instanceof StopSign)) throw error;
    announce(error.message);
  }
}
