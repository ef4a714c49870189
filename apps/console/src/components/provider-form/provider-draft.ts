import type { PrefixPolicy } from "@sluice/definition/endpoint";
import type { JsonObject } from "@sluice/definition/json";
import { type AuthenticationType, PROVIDERS, type Provider } from "@sluice/definition/provider";
import { newKey } from "../../lib/new-key.ts";

/**
 * A provider while a person edits it: an endpoint group with its one endpoint, in the words of a form. Texts are as typed, prices too,
 * so that nothing a person wrote is lost because it is not valid yet. `provider-bridge.ts` goes to the definition and back.
 */
export interface ProviderDraft {
  /** For React only: names change while they are typed. */
  readonly key: string;
  readonly name: string;
  readonly provider: Provider | "";
  readonly target: string;
  readonly authentication: AuthenticationDraft;
  readonly projectId: string;
  readonly location: string;
  /** Vertex AI's: empty means that each model's name tells. */
  readonly publisher: "" | "google" | "anthropic";
  readonly models: readonly ModelDraft[];
  readonly governance: GovernanceDraft;
  /** What stands in the *Model* field and is not in the list yet. It counts: a person who typed it and went on meant it. */
  readonly typedModel: string;
}

/** Every field that some provider asks for; only those of `type` reach the definition. */
export interface AuthenticationDraft {
  readonly type: AuthenticationType;
  /** AWS without keys: the gateway's own credentials sign. Chosen, never the outcome of keys that nobody typed yet. */
  readonly ownCredentials: boolean;
  readonly bearer: string;
  readonly value: string;
  readonly header: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly json: string;
}

export interface ModelDraft {
  readonly key: string;
  readonly name: string;
  /** US dollars per million tokens, as typed; empty means unknown. */
  readonly inputPrice: string;
  readonly outputPrice: string;
  /** Where the prices came from: the price list, or the person. */
  readonly priceSource: "proposed" | "yours" | null;
  readonly aliases: readonly string[];
  /** Fixed values that go upstream whatever the caller asks for. */
  readonly parameters: JsonObject;
}

/** By which names the models of an endpoint are asked for. */
export interface GovernanceDraft {
  readonly prefixPolicy: PrefixPolicy;
  readonly aliasOnly: boolean;
  /** As typed. */
  readonly modelPattern: string;
}

export const NO_GOVERNANCE: GovernanceDraft = { prefixPolicy: "NO_PREFIX", aliasOnly: false, modelPattern: "" };

/** Where Vertex AI serves every model, and where the newest come first. */
const USUAL_LOCATION = "global";

const NO_AUTHENTICATION: AuthenticationDraft = {
  type: "NONE",
  ownCredentials: false,
  bearer: "",
  value: "",
  header: "",
  region: "",
  accessKeyId: "",
  secretAccessKey: "",
  sessionToken: "",
  json: "",
};

export function emptyModel(name = ""): ModelDraft {
  return { key: newKey(), name, inputPrice: "", outputPrice: "", priceSource: null, aliases: [], parameters: {} };
}

export function emptyProvider(provider: Provider | "" = ""): ProviderDraft {
  return {
    key: newKey(),
    name: "",
    provider,
    target: "",
    authentication: { ...NO_AUTHENTICATION, type: provider ? PROVIDERS[provider].authentications[0] : "NONE" },
    projectId: "",
    location: provider === "VERTEX_AI" ? USUAL_LOCATION : "",
    publisher: "",
    models: [],
    governance: NO_GOVERNANCE,
    typedModel: "",
  };
}

/** The draft with what stands in the *Model* field moved to its list. */
export function withTypedModel(draft: ProviderDraft): ProviderDraft {
  const name = draft.typedModel.trim();
  if (name === "") return draft.typedModel === "" ? draft : { ...draft, typedModel: "" };
  return { ...draft, typedModel: "", models: [...draft.models, emptyModel(name)] };
}

/**
 * What goes with another provider: no address and no secret of the one before, which must not be sent to it. Everything else that still
 * fits stays: names, models, the way to authenticate, Vertex AI's project.
 */
export function withProvider(draft: ProviderDraft, provider: Provider): ProviderDraft {
  if (provider === draft.provider) return draft;
  const taken: readonly AuthenticationType[] = PROVIDERS[provider].authentications;
  const { type: before } = draft.authentication;
  const type = draft.provider !== "" && taken.includes(before) ? before : PROVIDERS[provider].authentications[0];
  const location = provider === "VERTEX_AI" && draft.location.trim() === "" ? USUAL_LOCATION : draft.location;
  return { ...draft, provider, target: "", location, authentication: { ...NO_AUTHENTICATION, type } };
}

/** Its answers are made here, of nothing. */
const FREE = { inputPrice: "0", outputPrice: "0", priceSource: "yours" } as const;

/** The simulator that comes along: answers without a key, so that a newcomer sees everything work. */
export function withSimulator(draft: ProviderDraft, simulatorUrl: string): ProviderDraft {
  const target = simulatorUrl.replace(/\/+$/, "");
  return {
    ...draft,
    name: draft.name || "simulator",
    provider: "OPEN_AI_COMPATIBLE",
    target: target.endsWith("/v1") ? target : `${target}/v1`,
    authentication: NO_AUTHENTICATION,
    models: draft.models.length > 0 || draft.typedModel !== "" ? draft.models : [{ ...emptyModel("gpt-5-mini"), ...FREE }],
  };
}

/** Whether the provider wants a key that nobody has given yet: its calls fail until one is set. */
export function lacksKey({ authentication }: ProviderDraft): boolean {
  if (authentication.type === "BEARER") return authentication.bearer.trim() === "";
  if (authentication.type === "API_KEY") return authentication.value.trim() === "";
  return false;
}
