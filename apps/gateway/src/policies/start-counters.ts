import { join } from "node:path";
import { CounterFile } from "@sluice/policies/counters/counter-file";
import { MemoryStore } from "@sluice/policies/counters/memory-store";
import type { LimitCounters } from "@sluice/policies/create-policy";
import type { Log } from "../log.ts";

interface CountersOptions {
  readonly gatewayId: string;
  readonly dataDir: string;
  readonly log: Log;
}

export interface RunningCounters {
  readonly counters: LimitCounters;
  stop(): Promise<void>;
}

/** The counters of limits: they outlive deployments and restarts. */
export async function startCounters({ gatewayId, dataDir, log }: CountersOptions): Promise<RunningCounters> {
  const store = new MemoryStore();
  const path = join(dataDir, `counters-${gatewayId}.jsonl`);
  const onTrouble = (reason: string) =>
    log.warn({ file: path, reason }, "counters cannot be written: a restart would forget what has been used since");
  const file = new CounterFile({ path, store, onTrouble });
  await file.start();
  return { counters: { exact: store, local: store }, stop: () => file.stop() };
}
