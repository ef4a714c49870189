import { type ClientDisconnect, clientDisconnectSchema } from "@sluice/definition/client-disconnect";
import { newKey } from "../../lib/new-key.ts";

/** Where an API answers and how it counts, while a person edits it. `entrypoint-bridge.ts` goes to the definition and back. */
export interface EntrypointDraft {
  readonly paths: readonly PathRow[];
  readonly enforceUsage: boolean;
  readonly injectTokenHeaders: boolean;
  readonly clientDisconnect: ClientDisconnectDraft;
}

export interface PathRow {
  /** For React only: paths change while they are typed. */
  readonly key: string;
  readonly path: string;
}

/** The bounds are as typed. */
export interface ClientDisconnectDraft {
  readonly policy: ClientDisconnect["policy"];
  readonly drainSeconds: string;
  readonly drainTokens: string;
}

export function pathRow(path: string): PathRow {
  return { key: newKey(), path };
}

export function emptyEntrypoint(): EntrypointDraft {
  const { policy, drainSeconds, drainTokens } = clientDisconnectSchema.parse({});
  return {
    paths: [pathRow("")],
    enforceUsage: true,
    injectTokenHeaders: false,
    clientDisconnect: { policy, drainSeconds: String(drainSeconds), drainTokens: String(drainTokens) },
  };
}
