import type { ApiDefinitionInput } from "@sluice/definition/api";
import { apiResourceSchema, draftSchema } from "@sluice/definition/resources";
import { ApiError, callApi, type Send } from "../../lib/api-client.ts";
import type { DraftContent, SaveOutcome } from "./draft-saver.ts";

/** What only the wizard asks of the management API. */

const at = (id: string) => `/drafts/${encodeURIComponent(id)}`;

/** Not among the list's: what is listed anew must not take a wizard from under a person's hands. */
export const draftKey = (id: string) => ["wizard", "draft", id] as const;

export function createDraft(content: DraftContent) {
  return callApi("/drafts", draftSchema, { method: "POST", body: content });
}

export function readDraft(id: string, { signal }: Pick<Send, "signal"> = {}) {
  return callApi(at(id), draftSchema, { signal });
}

/** Writes a draft over `version`; null writes over whatever is there. Never throws. */
export async function saveDraft(id: string, content: DraftContent, version: number | null): Promise<SaveOutcome> {
  try {
    const saved = await callApi(at(id), draftSchema, { method: "PUT", body: { ...content, ...(version === null ? {} : { version }) } });
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
