import type { AuthenticationType, Provider } from "@sluice/definition/provider";
import { PROVIDERS } from "@sluice/definition/provider";
import {
  type AuthenticationDraft,
  emptyModel,
  emptyProvider,
  type ModelDraft,
  type ProviderDraft,
  withTypedModel,
} from "./provider-draft.ts";
import { writePrice } from "./write-price.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Fields of each kind of authentication, in the definition's names; the optional ones are left out when empty. */
const AUTHENTICATION_FIELDS = {
  NONE: { always: [], optional: [] },
  BEARER: { always: ["bearer"], optional: ["region"] },
  API_KEY: { always: ["value"], optional: ["header"] },
  AWS: { always: ["region"], optional: ["accessKeyId", "secretAccessKey", "sessionToken"] },
  SERVICE_ACCOUNT: { always: ["json"], optional: [] },
} as const satisfies Record<AuthenticationType, { always: readonly AuthenticationField[]; optional: readonly AuthenticationField[] }>;

type AuthenticationField = Exclude<keyof AuthenticationDraft, "type">;

/** Longest name that the definition takes for an endpoint. */
const LONGEST_ENDPOINT_NAME = 50;

/**
 * The endpoint group of a draft. Never refuses: what is missing or wrong comes out as typed, for the definition's schema to name it.
 * A price that is not a number becomes its text.
 */
export function providerToGroup(draft: ProviderDraft): JsonObject {
  const name = draft.name.trim();
  return {
    name,
    type: "llm-proxy",
    endpoints: [{ name: endpointName(name), type: "llm-proxy", configuration: providerToConfiguration(draft) }],
  };
}

export function providerToConfiguration(draft: ProviderDraft): JsonObject {
  return {
    provider: draft.provider,
    target: draft.target.trim(),
    authentication: authenticationToDefinition(draft.authentication),
    models: withTypedModel(draft).models.map(modelToDefinition),
    ...(draft.provider === "VERTEX_AI"
      ? { projectId: draft.projectId.trim(), location: draft.location.trim(), publisher: draft.publisher }
      : {}),
  };
}

/** Gravitee's own naming; a name too long for it is used as it is, which a group of one endpoint may do. */
export function endpointName(groupName: string): string {
  const name = `Default ${groupName}`;
  return groupName === "" || name.length > LONGEST_ENDPOINT_NAME ? groupName : name;
}

export function authenticationToDefinition(draft: AuthenticationDraft): JsonObject {
  const { always, optional } = AUTHENTICATION_FIELDS[draft.type];
  const result: JsonObject = { type: draft.type };
  for (const field of always) result[field] = draft[field].trim();
  for (const field of optional) if (draft[field].trim() !== "") result[field] = draft[field].trim();
  return result;
}

function modelToDefinition(model: ModelDraft): JsonObject {
  return {
    name: model.name.trim(),
    ...priceToDefinition("inputPrice", model.inputPrice),
    ...priceToDefinition("outputPrice", model.outputPrice),
    ...(model.aliases.length > 0 ? { aliases: [...model.aliases] } : {}),
  };
}

function priceToDefinition(field: "inputPrice" | "outputPrice", typed: string): JsonObject {
  const text = typed.trim().replace(",", ".");
  if (text === "") return {};
  const price = Number(text);
  return { [field]: Number.isFinite(price) ? price : text };
}

/** A draft from whatever a stored group holds, finished or not. Fields of the wrong type are read as empty. */
export function groupToProvider(stored: unknown): ProviderDraft {
  const group = record(stored);
  const endpoint = record(list(group["endpoints"])[0]);
  const configuration = record(endpoint["configuration"]);
  const provider = asProvider(configuration["provider"]);
  const empty = emptyProvider(provider);
  return {
    ...empty,
    name: text(group["name"]),
    target: text(configuration["target"]),
    authentication: authenticationFromDefinition(record(configuration["authentication"]), empty.authentication),
    projectId: text(configuration["projectId"]),
    location: text(configuration["location"]),
    publisher: configuration["publisher"] === "anthropic" ? "anthropic" : "google",
    models: list(configuration["models"]).map(modelFromDefinition),
  };
}

function authenticationFromDefinition(stored: Record<string, unknown>, empty: AuthenticationDraft): AuthenticationDraft {
  const type = text(stored["type"]);
  const result: { -readonly [field in keyof AuthenticationDraft]: AuthenticationDraft[field] } = {
    ...empty,
    type: Object.hasOwn(AUTHENTICATION_FIELDS, type) ? (type as AuthenticationType) : empty.type,
  };
  const { always, optional } = AUTHENTICATION_FIELDS[result.type];
  for (const field of [...always, ...optional]) result[field] = text(stored[field]);
  return result;
}

function modelFromDefinition(stored: unknown): ModelDraft {
  const model = record(stored);
  const inputPrice = priceText(model["inputPrice"]);
  const outputPrice = priceText(model["outputPrice"]);
  return {
    ...emptyModel(text(model["name"])),
    inputPrice,
    outputPrice,
    priceSource: inputPrice === "" && outputPrice === "" ? null : "yours",
    aliases: list(model["aliases"])
      .map(text)
      .filter((alias) => alias !== ""),
  };
}

function priceText(value: unknown): string {
  if (typeof value === "number") return writePrice(value);
  return typeof value === "string" ? value : "";
}

function asProvider(value: unknown): Provider | "" {
  return typeof value === "string" && Object.hasOwn(PROVIDERS, value) ? (value as Provider) : "";
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
