import { asReference } from "@sluice/definition/secret-reference";
import { isMask } from "@sluice/definition/secrets";
import type { ProviderDraft } from "./provider-draft.ts";

/** What a person may want to see of a service account's JSON before it is sent, none of it secret. Null where there is nothing to say yet. */
export function describeServiceAccount(json: string): string | null {
  const text = json.trim();
  const reference = asReference(text);
  if (reference) return reference.kind === "env" ? "Read from the gateway's environment." : "Read from a file of the gateway's machine.";
  if (text === "" || isMask(text) || text.startsWith("${")) return null;
  const account = readServiceAccount(text);
  if (account === null) return "This is not a service account's JSON: take the whole file that Google Cloud gave you.";
  return account.clientEmail;
}

/** The draft with the JSON, and with its project where none is named yet. */
export function withServiceAccount(draft: ProviderDraft, json: string): ProviderDraft {
  const projectId = readServiceAccount(json)?.projectId ?? "";
  return {
    ...draft,
    projectId: draft.projectId.trim() === "" ? projectId : draft.projectId,
    authentication: { ...draft.authentication, json },
  };
}

interface ServiceAccount {
  readonly clientEmail: string;
  readonly projectId: string;
}

function readServiceAccount(json: string): ServiceAccount | null {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== "object" || value === null || !("client_email" in value) || !("private_key" in value)) return null;
    const projectId = "project_id" in value ? value.project_id : "";
    if (typeof value.client_email !== "string") return null;
    return { clientEmail: value.client_email, projectId: typeof projectId === "string" ? projectId : "" };
  } catch {
    return null;
  }
}
