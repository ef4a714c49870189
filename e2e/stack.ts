import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../scripts/bootstrap/ports.ts";

/** Where the tests' own Sluice is, and who may sign in. */
export interface E2eStack {
  readonly consoleUrl: string;
  readonly gatewayUrl: string;
  readonly gatewayAdminUrl: string;
  readonly simulatorUrl: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
  readonly adminToken: string;
  readonly dataFolder: string;
}

/** How the config, which is loaded once by the runner and once by each worker, tells the workers what it chose. */
const VARIABLE = "SLUICE_E2E_STACK";

/** The stack of this run: ports and an empty data folder are chosen when first asked, and kept for every worker. */
export async function e2eStack(): Promise<E2eStack> {
  const chosen = process.env[VARIABLE];
  if (chosen) return JSON.parse(chosen);
  const stack = await chooseStack();
  process.env[VARIABLE] = JSON.stringify(stack);
  // The runner ends the server before it exits, and then nobody needs the folder.
  process.once("exit", () => rmSync(stack.dataFolder, { recursive: true, force: true }));
  return stack;
}

async function chooseStack(): Promise<E2eStack> {
  const [consolePort, gatewayPort, adminPort, simulatorPort] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  return {
    consoleUrl: `http://localhost:${consolePort}`,
    gatewayUrl: `http://localhost:${gatewayPort}`,
    gatewayAdminUrl: `http://127.0.0.1:${adminPort}`,
    simulatorUrl: `http://localhost:${simulatorPort}`,
    adminEmail: "admin@sluice.test",
    adminPassword: "a-password-for-tests-only",
    adminToken: "sluice-token-for-tests-only",
    dataFolder: mkdtempSync(path.join(tmpdir(), "sluice-e2e-")),
  };
}

/** What `scripts/run.mjs start` needs to become this stack. */
export function stackEnvironment(stack: E2eStack): Record<string, string> {
  return {
    CONSOLE_PORT: new URL(stack.consoleUrl).port,
    GATEWAY_PORT: new URL(stack.gatewayUrl).port,
    GATEWAY_ADMIN_PORT: new URL(stack.gatewayAdminUrl).port,
    SIMULATOR_PORT: new URL(stack.simulatorUrl).port,
    SLUICE_DATA_DIR: stack.dataFolder,
    SLUICE_ADMIN_EMAIL: stack.adminEmail,
    SLUICE_ADMIN_PASSWORD: stack.adminPassword,
    SLUICE_ADMIN_TOKEN: stack.adminToken,
    // A runner that is killed could not stop it.
    SLUICE_STOP_WITH: String(process.pid),
    SLUICE_HOST: "",
    SLUICE_GATEWAY_URL: "",
    SLUICE_CONSOLE_URL: "",
    SLUICE_SIMULATOR_URL: "",
  };
}
