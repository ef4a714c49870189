import { defineConfig } from "@playwright/test";
import { e2eStack, stackEnvironment } from "./e2e/stack.ts";

const stack = await e2eStack();
const isRoot = process.getuid?.() === 0;
const chromium = process.env["CHROMIUM_PATH"];

/** A browser that does its test and nothing else. Root may not have Chromium's sandbox; in a container root is usual. */
const flags = [
  "--headless",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(isRoot ? ["--no-sandbox"] : []),
];

export default defineConfig({
  testDir: "e2e",
  outputDir: ".cache/sluice/e2e-results",
  // Tests share one console and one gateway; each makes APIs of its own, under its own context path.
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: stack.consoleUrl,
    viewport: { width: 1440, height: 900 },
    // What was asked and what the page held, of a test that failed. A film of every test would cost a third of the run.
    trace: { mode: "retain-on-failure", screenshots: false },
    // The console moves nothing then: a colour is measured when it has arrived.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: { args: flags, ...(chromium ? { executablePath: chromium } : {}) },
  },
  projects: [{ name: "chromium" }],
  webServer: {
    command: "node scripts/run.mjs start",
    env: stackEnvironment(stack),
    wait: { stdout: /Sluice is ready/ },
    // A first build of the console included, on a machine that does other work too.
    timeout: 900_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "pipe",
    stderr: "pipe",
  },
});
