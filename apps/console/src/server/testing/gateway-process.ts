import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

const MAIN = path.join(import.meta.dirname, "../../../../gateway/src/main.ts");

export interface GatewayProcess {
  readonly url: string;
  readonly adminUrl: string;
  /** Every line that it wrote. */
  readonly output: readonly string[];
  stop(): Promise<void>;
}

/** The gateway as it is run, beside a console under test. On ports that the system chooses. */
export async function startGatewayProcess(variables: Record<string, string>): Promise<GatewayProcess> {
  const own = { GATEWAY_PORT: "0", GATEWAY_ADMIN_PORT: "0", SLUICE_SHUTDOWN_MS: "500", SLUICE_LOG_LEVEL: "trace" };
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, ...own, ...variables }, stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => output.push(line));
  const ports = new Promise<{ consumers: number; technical: number }>((resolve, reject) => {
    child.once("exit", () => reject(new Error(`The gateway ended: ${output.join("\n")}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      output.push(line);
      const { consumers, technical } = JSON.parse(line) as Record<string, { port: number } | undefined>;
      if (consumers && technical) resolve({ consumers: consumers.port, technical: technical.port });
    });
  });
  const { consumers, technical } = await ports;
  return { url: `http://127.0.0.1:${consumers}`, adminUrl: `http://127.0.0.1:${technical}`, output, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
