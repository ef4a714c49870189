"use client";

import type { EndpointCheckInput } from "@sluice/definition/resources";
import { useState } from "react";
import { ApiError } from "../../lib/api-client.ts";
import { checkEndpoint } from "../../lib/management-api.ts";
import { type CheckState, CONFIGURATION, checkInput, connectionOf, IDLE, type StoredSecret } from "./provider-check.ts";
import type { ProviderDraft } from "./provider-draft.ts";

interface Kept {
  readonly connection: string;
  readonly state: CheckState;
}

export interface ProviderChecks {
  /** What is known of this provider as it stands now: a result of another address or key does not count. */
  readonly of: (draft: ProviderDraft) => CheckState;
  readonly test: (draft: ProviderDraft) => Promise<CheckState>;
}

/** Tests connections, through the gateway's own code, and keeps the results by provider while the page is open. */
export function useProviderChecks(stored: (draft: ProviderDraft) => StoredSecret): ProviderChecks {
  const [kept, setKept] = useState<ReadonlyMap<string, Kept>>(new Map());
  const keep = (key: string, entry: Kept) => setKept((before) => new Map(before).set(key, entry));
  return {
    of: (draft) => {
      const entry = kept.get(draft.key);
      return entry && entry.connection === connectionOf(draft) ? entry.state : IDLE;
    },
    test: async (draft) => {
      const connection = connectionOf(draft);
      keep(draft.key, { connection, state: { kind: "testing" } });
      const state = await ask(draft, stored(draft));
      keep(draft.key, { connection, state });
      return state;
    },
  };
}

async function ask(draft: ProviderDraft, stored: StoredSecret): Promise<CheckState> {
  try {
    // The server reads and refuses it field by field; what is typed here may be anything.
    return { kind: "done", result: await checkEndpoint(checkInput(draft, stored) as EndpointCheckInput) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const problems = Object.fromEntries(Object.entries(error.fields).map(([path, problem]) => [`${CONFIGURATION}.${path}`, problem]));
    return { kind: "failed", message: error.message, problems };
  }
}
