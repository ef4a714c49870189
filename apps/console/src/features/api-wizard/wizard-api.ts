import type { ApiDefinitionInput } from "@sluice/definition/api";
import { apiResourceSchema, draftSchema } from "@sluice/definition/resources";
import { ApiError, callApi, type Send } from "../../lib/api-client.ts";
import type { DraftContent, SaveOutcome } from "./draft-saver.ts";

/** What only the wizard asks of the management API. */

const at = (id: string) => `/drafts/${encodeURIComponent(id)}`;

export function createDraft(content: DraftContent) {
  return callApi("/drafts", draftSchema, { method: "POST", body: content });
}

export function readDraft(id: string, { signal }: Pick<Send, "signal"> = {}) {
  return callApi(at(id), draftSchema, { signal });
}

/** Half of the 64 kB that browsers allow: a character may take more than a byte. A longer draft is saved as usual, only not past the page. */
const LONGEST_KEPT_ALIVE = 32_768;

/** Writes a draft over `version`; null writes over whatever is there. Never throws. */
export async function saveDraft(id: string, content: DraftContent, version: number | null): Promise<SaveOutcome> {
  try {
    const body = { ...content, ...(version === null ? {} : { version }) };
    // A save that is under way when the page is reloaded or closed must arrive.
    const keepalive = JSON.stringify(body).length < LONGEST_KEPT_ALIVE;
    const saved = await callApi(at(id), draftSchema, { method: "PUT", body, keepalive });
    return { kind: "saved", version: saved.version };
  } catch (error) {
    if (error instanceof ApiError && error.code === "stale_write") return { kind: "conflict" };
    return { kind: "failed", message: error instanceof Error ? error.message : "The console gave no answer." };
  }
}

/** Makes the API, all of it or none; then the draft is gone. Masks stand for the secrets that the draft keeps. */
export function createApiFromDraft(draftId: string, definition: ApiDefinitionInput) {
  return callApi(`/apis?draftId=${encodeURIComponent(draftId)}`, apiResourceSchema, { method: "POST", body: definition });
}
