export interface Env {
  readonly port: number;
  readonly host: string;
  readonly paceMs: number;
}

/** The simulator's settings, or the sentence that says what is wrong with them. */
export function readEnv(env: Readonly<Record<string, string | undefined>>): Env | string {
  const port = numberIn(env["SIMULATOR_PORT"], 8090);
  if (port === null || port > 65_535)
    return `SIMULATOR_PORT must be a port from 0 (any free one) to 65535, not "${env["SIMULATOR_PORT"]}".`;
  const paceMs = numberIn(env["SLUICE_SIMULATOR_PACE_MS"], 15);
  if (paceMs === null || paceMs > 60_000)
    return `SLUICE_SIMULATOR_PACE_MS must be milliseconds from 0 to 60000, not "${env["SLUICE_SIMULATOR_PACE_MS"]}".`;
  return { port, host: env["SLUICE_SIMULATOR_HOST"] || "127.0.0.1", paceMs };
}

function numberIn(text: string | undefined, otherwise: number): number | null {
  if (text === undefined || text.trim() === "") return otherwise;
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : null;
}
