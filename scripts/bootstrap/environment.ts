import path from "node:path";
import { ROOT } from "./root.ts";
import { StopSign } from "./stop-sign.ts";

export const PORT_VARIABLES = ["CONSOLE_PORT", "GATEWAY_PORT", "GATEWAY_ADMIN_PORT", "SIMULATOR_PORT"] as const;
export type PortVariable = (typeof PORT_VARIABLES)[number];

/** The documented ports (docs and README say the same). */
const DEFAULT_PORTS: Readonly<Record<PortVariable, number>> = {
  CONSOLE_PORT: 3000,
  GATEWAY_PORT: 8082,
  GATEWAY_ADMIN_PORT: 18082,
  SIMULATOR_PORT: 8090,
};

export interface Settings {
  /** Absolute. */
  readonly dataFolder: string;
  readonly ports: Readonly<Record<PortVariable, number>>;
  /** Where console and gateway listen; null means every interface. */
  readonly host: string | null;
  /** Null: the embedded Postgres. */
  readonly databaseUrl: string | null;
  /** Null: the one in the data folder. */
  readonly encryptionKey: string | null;
  /** How users reach the gateway; the console shows it. */
  readonly gatewayUrl: string;
  readonly consoleUrl: string;
  readonly simulatorUrl: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads the settings. Throws a StopSign that names the variable and says what to write. */
export function readSettings(variables: Variables): Settings {
  const ports = readPorts(variables);
  return {
    dataFolder: path.resolve(text(variables, "SLUICE_DATA_DIR") ?? path.join(ROOT, ".data")),
    ports,
    host: text(variables, "SLUICE_HOST"),
    databaseUrl: text(variables, "DATABASE_URL"),
    encryptionKey: text(variables, "SLUICE_ENCRYPTION_KEY"),
    gatewayUrl: text(variables, "SLUICE_GATEWAY_URL") ?? `http://localhost:${ports.GATEWAY_PORT}`,
    consoleUrl: text(variables, "SLUICE_CONSOLE_URL") ?? `http://localhost:${ports.CONSOLE_PORT}`,
    simulatorUrl: text(variables, "SLUICE_SIMULATOR_URL") ?? `http://localhost:${ports.SIMULATOR_PORT}`,
  };
}

/** Set but empty means unset: shells and compose files cannot say it otherwise. */
function text(variables: Variables, name: string): string | null {
  return variables[name]?.trim() || null;
}

function readPorts(variables: Variables): Record<PortVariable, number> {
  const ports = { ...DEFAULT_PORTS };
  for (const name of PORT_VARIABLES) {
    const given = text(variables, name);
    if (given !== null) ports[name] = parsePort(name, given);
  }
  for (const name of PORT_VARIABLES) {
    const twin = PORT_VARIABLES.find((other) => other !== name && ports[other] === ports[name]);
    if (twin) throw new StopSign(`${name} and ${twin} are both ${ports[name]}. Give each its own port.`);
  }
  return ports;
}

/** "Bad ports" of the Fetch Standard (https://fetch.spec.whatwg.org/#port-blocking) that a user who is not root may listen on. */
const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
]);

function parsePort(name: PortVariable, given: string): number {
  const port = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  if (BLOCKED_PORTS.has(port))
    throw new StopSign(
      `${name} is ${port}, which browsers and Node's fetch refuse to call: it is kept for another service. Choose another.`,
    );
  if (port >= 1 && port <= 65_535) return port;
  throw new StopSign(`${name} is "${given}", which is not a port: use a whole number from 1 to 65535.`);
}

/** Made by npm for its own children. In ours they would steer other npm runs, and hold the whole of package.json. */
const OF_NPM = /^npm_(config|package|lifecycle|node|command|execpath)/i;

/** The environment of the product's own processes: without npm's, quiet, under this Node. */
export function childEnvironment(extra: Variables = {}): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_NPM.test(name)));
  const own: Variables = {
    PATH: pathWithThisNode(),
    NEXT_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  };
  // Next's types, where they are loaded too, want NODE_ENV in every environment.
  return { ...kept, ...own, ...extra } as NodeJS.ProcessEnv;
}

/** Installers need npm's settings (registry, cache, proxies), which come as npm_config_*. */
export function installerEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle)/i.test(name)));
  const own: Variables = { PATH: pathWithThisNode(), CI: "true" };
  return { ...kept, ...own } as NodeJS.ProcessEnv;
}

/** What starts with `#!/usr/bin/env node` must find the Node that we run under, not the host's older one. */
function pathWithThisNode(): string {
  return [path.dirname(process.execPath), process.env["PATH"] ?? ""].join(path.delimiter);
}
