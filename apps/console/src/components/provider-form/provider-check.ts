import type { FieldProblems } from "@sluice/definition/problems";
import { PROVIDERS } from "@sluice/definition/provider";
import type { EndpointCheckInput, EndpointCheckResult } from "@sluice/definition/resources";
import { providerToConfiguration } from "./provider-bridge.ts";
import { type ProviderDraft, withTypedModel } from "./provider-draft.ts";

/** Where the problems of a provider's one endpoint stand, inside its group. */
export const CONFIGURATION = "endpoints.0.configuration";

/** What is known of a provider's connection. `failed`: it could not be asked at all; the problems are named as in the group. */
export type CheckState =
  | { readonly kind: "idle" }
  | { readonly kind: "testing" }
  | { readonly kind: "done"; readonly result: EndpointCheckResult }
  | { readonly kind: "failed"; readonly message: string; readonly problems: FieldProblems };

export const IDLE: CheckState = { kind: "idle" };

/** Where a masked secret is stored, so that it can be tested without being typed again. */
export type StoredSecret = Pick<EndpointCheckInput, "draftId" | "apiId" | "endpoint">;

/** Everything that decides whether a connection works, as text: a result counts until it changes. */
export function connectionOf(draft: ProviderDraft): string {
  const { models: _, modelGovernance: __, ...connection } = providerToConfiguration(draft);
  return JSON.stringify(connection);
}

/** What to ask for. Nothing is checked here: the server names what is missing. */
export function checkInput(draft: ProviderDraft, stored: StoredSecret): Record<string, unknown> {
  const { models: _, modelGovernance: __, ...connection } = providerToConfiguration(draft);
  const [first] = withTypedModel(draft).models;
  return { ...connection, ...(first ? { model: first.name.trim() } : {}), ...stored };
}

export interface CheckWords {
  readonly tone: "ok" | "danger" | "muted";
  readonly text: string;
}

/** The check in two or three words, for the card's head. Null while there is nothing to say. */
export function checkWords(state: CheckState, latency: (ms: number) => string): CheckWords | null {
  if (state.kind === "idle") return null;
  if (state.kind === "testing") return { tone: "muted", text: "Testing…" };
  if (state.kind === "failed") return { tone: "danger", text: "Not tested" };
  const { ok, latencyMs, error } = state.result;
  if (ok) return { tone: "ok", text: `Connected in ${latency(latencyMs)}` };
  if (error?.status === 401 || error?.status === 403) return { tone: "danger", text: "Key refused" };
  return { tone: "danger", text: error?.status ? `Answered ${error.status}` : "No answer" };
}

/** `Anthropic answered 401 after 188 ms` */
export function refusalTitle(draft: ProviderDraft, result: EndpointCheckResult, latency: (ms: number) => string): string {
  const who = draft.provider ? PROVIDERS[draft.provider].label : "The provider";
  return result.error?.status
    ? `${who} answered ${result.error.status} after ${latency(result.latencyMs)}`
    : `No answer from ${who} after ${latency(result.latencyMs)}`;
}
