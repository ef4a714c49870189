import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { prepareBrowser } from "./browser.ts";
import { prepareConsole } from "./console-build.ts";
import { childEnvironment } from "./environment.ts";
import { preparePackages } from "./packages.ts";
import { prepareRedis } from "./redis.ts";
import { CACHE, ROOT } from "./root.ts";
import { addTallies, NOTHING, playwrightTally, sumLine, type Tally, vitestTally } from "./tally.ts";

const REPORTS = path.join(CACHE, "reports");
/** Beside a running `npm start` nothing may leak in: its database, key and ports are not ours to test with. */
const FOREIGN = [
  "DATABASE_URL",
  "REDIS_URL",
  "SLUICE_ENCRYPTION_KEY",
  "SLUICE_DATA_DIR",
  "CONSOLE_PORT",
  "GATEWAY_PORT",
  "GATEWAY_ADMIN_PORT",
  "SIMULATOR_PORT",
];

/** Everything that there is to test. The last line printed is the sum over all runners; nothing run is a failure too. */
export async function test(args: readonly string[]): Promise<number> {
  await preparePackages();
  await prepareRedis();
  const chromium = hasSpecs() ? await prepareBrowser() : null;
  if (hasSpecs()) await prepareConsole();
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const env = childEnvironment({
    ...Object.fromEntries(FOREIGN.map((name) => [name, undefined])),
    ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
  });
  const tallies = [await runVitest(args, env)];
  if (hasSpecs() && args.length === 0) tallies.push(await runPlaywright(env));
  const sum = tallies.reduce(addTallies, NOTHING);
  if (sum.passed + sum.failed === 0) console.log("\nNot one test ran: that is a failure.");
  console.log(`\n${sumLine(sum)}`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

function hasSpecs(): boolean {
  const folder = path.join(ROOT, "e2e");
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith(".spec.ts"));
}

async function runVitest(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Tally> {
  const report = path.join(REPORTS, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await runVisibly([path.join(ROOT, "node_modules/vitest/vitest.mjs"), "run", ...reporters, ...args], env);
  return vitestTally(report, code);
}

async function runPlaywright(env: NodeJS.ProcessEnv): Promise<Tally> {
  const report = path.join(REPORTS, "playwright.json");
  const cli = path.join(ROOT, "node_modules/@playwright/test/cli.js");
  const code = await runVisibly([cli, "test", "--reporter=list,json"], { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  return playwrightTally(report, code);
}

function runVisibly(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "inherit", "inherit"] });
    // Both runners tidy up on an interrupt, and on nothing else.
    const passOn = (): boolean => child.kill("SIGINT");
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, passOn);
    child.once("error", () => resolve(1));
    child.once("exit", (code) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, passOn);
      resolve(code ?? 1);
    });
  });
}
