import type { Acknowledgement, DeploymentResource } from "@sluice/definition/resources";

/** What the gateways say of a revision so far. */
export interface GatewayWord {
  readonly rows: readonly GatewayRow[];
  /** `waiting` until every gateway that lives has spoken. */
  readonly verdict: "waiting" | "live" | "rejected" | "silent";
  readonly applied: number;
  readonly expected: number;
  /** From the deployment's making to the last gateway's word; null while none has spoken. */
  readonly tookMs: number | null;
}

export interface GatewayRow {
  readonly id: string;
  readonly status: Acknowledgement["status"] | "waiting";
  readonly reason: string | null;
  readonly tookMs: number | null;
  readonly compileMs: number | null;
}

/** Deploying takes under a second; a gateway that missed the call asks by itself every five. */
export const LONGEST_WAIT_MS = 15_000;
export const POLL_MS = 100;

/**
 * Puts a deployment's acknowledgements beside the gateways that are alive. A gateway that has spoken counts even when it is gone from
 * the list since. `waitedMs` past the longest wait turns waiting into silence.
 */
export function gatewayWord(deployment: DeploymentResource, aliveIds: readonly string[], waitedMs: number): GatewayWord {
  const spoken = new Map(deployment.gateways.map((word) => [word.id, word]));
  const ids = [...new Set([...aliveIds, ...spoken.keys()])].sort();
  const rows = ids.map((id) => gatewayRow(id, spoken.get(id), Date.parse(deployment.createdAt)));
  const times = rows.flatMap((row) => (row.tookMs === null ? [] : [row.tookMs]));
  return {
    rows,
    verdict: verdictOf(rows, waitedMs),
    applied: rows.filter((row) => row.status === "applied").length,
    expected: rows.length,
    tookMs: times.length > 0 ? Math.max(...times) : null,
  };
}

function gatewayRow(id: string, word: Acknowledgement | undefined, createdAtMs: number): GatewayRow {
  if (!word) return { id, status: "waiting", reason: null, tookMs: null, compileMs: null };
  // Two machines' clocks may disagree by more than a deployment takes.
  const tookMs = Math.max(0, Math.round(Date.parse(word.at) - createdAtMs));
  return { id, status: word.status, reason: word.reason ?? null, tookMs, compileMs: word.compileMs };
}

function verdictOf(rows: readonly GatewayRow[], waitedMs: number): GatewayWord["verdict"] {
  const silent = rows.length === 0 || rows.some((row) => row.status === "waiting");
  if (silent && waitedMs < LONGEST_WAIT_MS) return "waiting";
  if (rows.some((row) => row.status === "rejected")) return "rejected";
  return silent ? "silent" : "live";
}

/** The page's title: `Live on 1/1 gateways in 180 ms`. */
export function headline(word: GatewayWord): string {
  const share = `${word.applied}/${word.expected} gateways`;
  if (word.verdict === "live") return `Live on ${share} in ${word.tookMs ?? 0} ms`;
  if (word.verdict === "waiting")
    return word.expected === 0 ? "Waiting for a gateway" : `Waiting for the gateways: ${word.applied} of ${word.expected}`;
  if (word.verdict === "silent")
    return word.expected === 0 ? "Saved and deployed, but no gateway is running" : `Live on ${share}; the rest do not answer`;
  return word.applied === 0 ? "No gateway could take this revision" : `Live on ${share}; the rest refused it`;
}
