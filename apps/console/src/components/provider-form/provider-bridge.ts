import { PREFIX_POLICIES, type PrefixPolicy } from "@sluice/definition/endpoint";
import type { Json, JsonObject } from "@sluice/definition/json";
import type { Provider } from "@sluice/definition/provider";
import { PROVIDERS } from "@sluice/definition/provider";
import { authenticationFromDefinition, authenticationToDefinition } from "./authentication-bridge.ts";
import {
  emptyModel,
  emptyProvider,
  type GovernanceDraft,
  type ModelDraft,
  NO_GOVERNANCE,
  type ProviderDraft,
  withTypedModel,
} from "./provider-draft.ts";
import { writePrice } from "./write-price.ts";

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
    ...governanceToDefinition(draft.governance),
    ...(draft.provider === "VERTEX_AI" ? vertexToDefinition(draft) : {}),
  };
}

function vertexToDefinition({ projectId, location, publisher }: ProviderDraft): JsonObject {
  return {
    ...(projectId.trim() === "" ? {} : { projectId: projectId.trim() }),
    ...(location.trim() === "" ? {} : { location: location.trim() }),
    ...(publisher === "" ? {} : { publisher }),
  };
}

/** Left out while nothing of it is set, so that the JSON of a usual provider stays short. */
function governanceToDefinition({ prefixPolicy, aliasOnly, modelPattern }: GovernanceDraft): JsonObject {
  const pattern = modelPattern.trim();
  if (prefixPolicy === NO_GOVERNANCE.prefixPolicy && !aliasOnly && pattern === "") return {};
  return { modelGovernance: { aliasOnly, modelPattern: pattern, prefixPolicy: { policy: prefixPolicy } } };
}

/** Gravitee's own naming; a name too long for it is used as it is, which a group of one endpoint may do. */
export function endpointName(groupName: string): string {
  const name = `Default ${groupName}`;
  return groupName === "" || name.length > LONGEST_ENDPOINT_NAME ? groupName : name;
}

function modelToDefinition(model: ModelDraft): JsonObject {
  return {
    name: model.name.trim(),
    ...priceToDefinition("inputPrice", model.inputPrice),
    ...priceToDefinition("outputPrice", model.outputPrice),
    ...(model.aliases.length > 0 ? { aliases: [...model.aliases] } : {}),
    ...(Object.keys(model.parameters).length > 0 ? { parametersOverride: model.parameters } : {}),
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
    publisher: publisherFrom(configuration["publisher"]),
    governance: governanceFromDefinition(record(configuration["modelGovernance"])),
    models: list(configuration["models"]).map(modelFromDefinition),
  };
}

function publisherFrom(stored: unknown): ProviderDraft["publisher"] {
  return stored === "google" || stored === "anthropic" ? stored : "";
}

function governanceFromDefinition(stored: Record<string, unknown>): GovernanceDraft {
  const policy = record(stored["prefixPolicy"])["policy"];
  return {
    prefixPolicy: PREFIX_POLICIES.find((known: PrefixPolicy) => known === policy) ?? NO_GOVERNANCE.prefixPolicy,
    aliasOnly: stored["aliasOnly"] === true,
    modelPattern: text(stored["modelPattern"]),
  };
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
    // What came as JSON is JSON.
    parameters: record(model["parametersOverride"]) as Readonly<Record<string, Json>>,
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
