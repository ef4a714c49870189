import { join } from "node:path";
import { AsyncStore } from "@sluice/policies/counters/async-store";
import { CounterFile } from "@sluice/policies/counters/counter-file";
import { MemoryStore } from "@sluice/policies/counters/memory-store";
import { RedisStore } from "@sluice/policies/counters/redis-store";
import type { LimitCounters } from "@sluice/policies/create-policy";
import type { Log } from "../log.ts";

interface CountersOptions {
  readonly gatewayId: string;
  readonly dataDir: string;
  /** Null: this is the only gateway, and counts in its memory. */
  readonly redisUrl: string | null;
  readonly log: Log;
}

export interface RunningCounters {
  readonly counters: LimitCounters;
  stop(): Promise<void>;
}

/** The counters of limits: they outlive deployments and restarts. */
export function startCounters(options: CountersOptions): Promise<RunningCounters> {
  return options.redisUrl === null ? startInMemory(options) : Promise.resolve(startShared(options.redisUrl, options.log));
}

async function startInMemory({ gatewayId, dataDir, log }: CountersOptions): Promise<RunningCounters> {
  const store = new MemoryStore();
  const path = join(dataDir, `counters-${gatewayId}.jsonl`);
  const onTrouble = (reason: string) =>
    log.warn({ file: path, reason }, "counters cannot be written: a restart would forget what has been used since");
  const file = new CounterFile({ path, store, onTrouble });
  await file.start();
  return { counters: { exact: store, local: store }, stop: () => file.stop() };
}

/** Redis may come later than the gateway: until then each limit does what its strategy says. */
function startShared(url: string, log: Log): RunningCounters {
  const exact = new RedisStore({
    url,
    onState: (trouble) => {
      if (trouble === null) log.info({}, "Redis answers; limits are counted");
      else log.warn({ reason: trouble }, "Redis does not answer; limits do what their strategies say");
    },
  });
  const local = new AsyncStore(exact);
  return {
    counters: { exact, local },
    async stop() {
      await local.stop();
      await exact.stop();
    },
  };
}
