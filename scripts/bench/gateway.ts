import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApi } from "@sluice/management/apis/create-api";
import { createApplication } from "@sluice/management/applications/create-application";
import { connectManagement } from "@sluice/management/connect-management";
import type { ManagementContext } from "@sluice/management/context";
import { deployApi } from "@sluice/management/deployments/deploy-api";
import { ManagementError } from "@sluice/management/management-error";
import { createSubscription } from "@sluice/management/subscriptions/create-subscription";
import { createDatabase, startPostgres, type TestPostgres } from "../../packages/testkit/src/postgres.ts";
import { freePort } from "../bootstrap/ports.ts";
import { CACHE } from "../bootstrap/root.ts";
import { type Child, startSilentChild } from "./processes.ts";

const MAIN = fileURLToPath(new URL("../../apps/gateway/src/main.ts", import.meta.url));
/** As `npm start` sets it. */
const COMPILE_CACHE = join(CACHE, "compiled");
/** Compiling takes milliseconds: a gateway that does not answer by then has failed. */
const READY_LIMIT_MS = 15_000;

export interface MeasuredGateway {
  readonly child: Child;
  readonly port: number;
  /** Of a subscription to the API at /bench. */
  readonly key: string;
  /** Of one to the API at /limited, which is the same behind a token limit that nobody reaches. */
  readonly limitedKey: string;
  /** Of one to each of the further APIs, in their order. */
  readonly moreKeys: readonly string[];
  /** Until it answered, in milliseconds. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** A database of its own with two APIs behind API-key plans deployed at /bench and /limited, and a subscription to each. */
export interface BenchDatabase {
  readonly databaseUrl: string;
  readonly encryptionKey: string;
  readonly key: string;
  readonly limitedKey: string;
  readonly moreKeys: readonly string[];
}

/** An API beside the one at /bench, which is the same but for what is said here. */
export interface FurtherApi {
  readonly name: string;
  readonly path: string;
  readonly flows: readonly object[];
  readonly resources: readonly object[];
}

/** The real gateway on a Postgres of its own. `target` is the provider's address. */
export async function startGateway(target: string, more: readonly FurtherApi[] = []): Promise<MeasuredGateway> {
  const postgres = await startPostgres();
  try {
    const gateway = await startOn(await createBenchDatabase(postgres, target, more));
    const stop = async () => {
      await gateway.stop();
      await postgres.stop();
    };
    return { ...gateway, stop };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

export async function createBenchDatabase(
  postgres: TestPostgres,
  target: string,
  more: readonly FurtherApi[] = [],
): Promise<BenchDatabase> {
  const { url: databaseUrl } = await createDatabase(postgres.url);
  const encryptionKey = randomBytes(32).toString("base64");
  const keys = await deploy({ databaseUrl, encryptionKey, target, more });
  return { databaseUrl, encryptionKey, ...keys };
}

/** The real gateway, with nothing left of an earlier run. */
export async function startOn({ databaseUrl, encryptionKey, ...keys }: BenchDatabase): Promise<MeasuredGateway> {
  const [port, adminPort] = [await freePort(), await freePort()];
  const dataDir = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  const beganMs = performance.now();
  const child = startSilentChild(MAIN, {
    core: 0,
    env: {
      NODE_ENV: "production",
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      GATEWAY_PORT: String(port),
      GATEWAY_ADMIN_PORT: String(adminPort),
      DATABASE_URL: databaseUrl,
      SLUICE_ENCRYPTION_KEY: encryptionKey,
      SLUICE_DATA_DIR: dataDir,
      SLUICE_LOG_LEVEL: "warn",
    },
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.process.once("exit", resolve));
    child.stop();
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await answers(`http://127.0.0.1:${port}/bench/models`, keys.key);
  } catch (error) {
    child.stop();
    throw error;
  }
  return { child, port, ...keys, startMs: performance.now() - beganMs, stop };
}

async function deploy(options: {
  databaseUrl: string;
  encryptionKey: string;
  target: string;
  more: readonly FurtherApi[];
}): Promise<Pick<BenchDatabase, "key" | "limitedKey" | "moreKeys">> {
  const { db, secretBox } = await connectManagement(options);
  const actor = { id: "bench", name: "bench", kind: "token", role: "administrator", scopes: null, ip: null } as const;
  await db.user.create({ data: { id: actor.id, name: actor.name, email: "bench@example.org" } });
  const context: ManagementContext = { db, secretBox, actor, now: () => new Date(), settings: { gatewayUrl: "", simulatorUrl: null } };
  const application = granted(await createApplication(context, { name: "bench" }));
  const subscribe = async (definition: object): Promise<string> => {
    const api = granted(await createApi(context, definition));
    granted(await deployApi(context, api.id, {}));
    const subscription = granted(await createSubscription(context, application.id, { planId: api.plans[0]?.id }));
    return subscription.apiKeys[0]?.key ?? "";
  };
  const key = await subscribe(definition(options.target));
  const rate = { limit: 9_000_000_000_000_000, periodTime: 1, periodTimeUnit: "MINUTES" };
  const flows = [{ request: [{ policy: "token-ratelimit", configuration: { rate } }] }];
  const listeners = listenersAt("/limited", { clientDisconnect: { policy: "DRAIN" } });
  const limited = { ...definition(options.target), name: "Limited", flows, listeners };
  const limitedKey = await subscribe(limited);
  const moreKeys: string[] = [];
  for (const { path, ...parts } of options.more)
    moreKeys.push(await subscribe({ ...definition(options.target), ...parts, listeners: listenersAt(path) }));
  await db.$disconnect();
  return { key, limitedKey, moreKeys };
}

function listenersAt(path: string, configuration: object = {}): readonly object[] {
  return [{ type: "HTTP", paths: [{ path }], entrypoints: [{ type: "llm-proxy", configuration }] }];
}

function definition(target: string): object {
  const models = [
    { name: "bench", inputPrice: 1, outputPrice: 2 },
    { name: "bench-c100-i20", inputPrice: 1, outputPrice: 2 },
    { name: "bench-c3-i20", inputPrice: 1, outputPrice: 2 },
  ];
  return {
    name: "Bench",
    apiVersion: "1",
    listeners: listenersAt("/bench"),
    endpointGroups: [
      {
        name: "bench",
        endpoints: [
          {
            name: "bench default",
            configuration: { provider: "OPEN_AI", target, authentication: { type: "BEARER", bearer: "sk-bench-0123456789" }, models },
          },
        ],
      },
    ],
    plans: [{ name: "Key", security: { type: "API_KEY" }, validation: "AUTO", status: "PUBLISHED" }],
  };
}

function granted<T>(result: T | ManagementError): T {
  if (result instanceof ManagementError) throw new Error(`${result.message} ${JSON.stringify(result)}`);
  return result;
}

async function answers(url: string, key: string): Promise<void> {
  for (const limit = Date.now() + READY_LIMIT_MS; ; ) {
    const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } }).catch(() => null);
    if (response?.ok) return;
    if (Date.now() > limit) throw new Error(`The gateway does not serve ${url}: ${response?.status ?? "no answer"}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
