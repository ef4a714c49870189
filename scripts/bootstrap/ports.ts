import { connect, createServer } from "node:net";
import { PORT_VARIABLES, type PortVariable, type Settings } from "./environment.ts";
import { StopSign } from "./stop-sign.ts";

/** Somebody who listens answers at once on the own machine. */
const PROBE_TIMEOUT_MS = 1_000;

const NAMES: Readonly<Record<PortVariable, string>> = {
  CONSOLE_PORT: "the console",
  GATEWAY_PORT: "the gateway",
  GATEWAY_ADMIN_PORT: "the gateway's health and metrics",
  SIMULATOR_PORT: "the provider simulator",
};

/** Throws a StopSign that names every port that is taken, what it is for, and the variable that moves it. */
export async function refuseBusyPorts(settings: Settings): Promise<void> {
  const busy: PortVariable[] = [];
  for (const name of PORT_VARIABLES) {
    const port = settings.ports[name];
    if ((await answers(port)) || !(await isPortFree(port, settings.host ?? undefined))) busy.push(name);
  }
  if (busy.length === 0) return;
  const lines = busy.map(
    (name) => `Port ${settings.ports[name]}, meant for ${NAMES[name]}, is in use: free it, or set ${name} to another port.`,
  );
  if (await isSluice(settings.ports.CONSOLE_PORT)) {
    lines.push("Another Sluice seems to run there. To run a second one beside it, give it other ports and its own SLUICE_DATA_DIR.");
  }
  throw new StopSign(lines.join("\n"));
}

/** Whether a server could listen on `host:port` right now. No host: every interface. */
export function isPortFree(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A port of 127.0.0.1 that nobody used a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port was free"))));
    });
  });
}

/** macOS lets two listen on one port when one of them names an interface: so ask who answers, too. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: PROBE_TIMEOUT_MS });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}

async function isSluice(consolePort: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${consolePort}/api/v1/openapi.json`, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return /sluice/i.test(await answer.text());
  } catch {
    return false;
  }
}
