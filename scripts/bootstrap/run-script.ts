import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { encryptionKey, prepareDataFolder } from "./data-folder.ts";
import { migrate, openDatabase, setUp } from "./database.ts";
import { childEnvironment, readSettings } from "./environment.ts";
import { preparePackages } from "./packages.ts";
import { ROOT } from "./root.ts";
import { claimDataFolder, findRunner, leaveDataFolder } from "./run-record.ts";
import { runningDatabaseUrl } from "./running-database.ts";

/** The benchmark, with whatever arguments it takes. */
export async function bench(args: readonly string[]): Promise<number> {
  await preparePackages();
  return runScript("scripts/bench/bench.ts", args, {});
}

/** Example data, into the database of a Sluice that runs, or into its own that is started for the purpose. */
export async function seed(args: readonly string[]): Promise<number> {
  await preparePackages();
  const settings = readSettings(process.env);
  prepareDataFolder(settings.dataFolder);
  const key = encryptionKey(settings.dataFolder, settings.encryptionKey);
  const env = { SLUICE_ENCRYPTION_KEY: key, SLUICE_SIMULATOR_URL: settings.simulatorUrl, SLUICE_GATEWAY_URL: settings.gatewayUrl };
  const running = settings.databaseUrl ?? (findRunner(settings.dataFolder) ? runningDatabaseUrl(settings.dataFolder) : null);
  if (running !== null) return runScript("prisma/seed.ts", args, { ...env, DATABASE_URL: running });
  await claimDataFolder(settings.dataFolder);
  const database = await openDatabase(settings);
  try {
    await migrate(database.url);
    await setUp(database.url, key);
    return await runScript("prisma/seed.ts", args, { ...env, DATABASE_URL: database.url });
  } finally {
    await database.server?.stop();
    leaveDataFolder(settings.dataFolder);
  }
}

function runScript(script: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const file = path.join(ROOT, script);
  if (!existsSync(file)) {
    console.error(`There is no ${script} in this checkout.`);
    return Promise.resolve(1);
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: ROOT, env: childEnvironment(env), stdio: "inherit" });
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
