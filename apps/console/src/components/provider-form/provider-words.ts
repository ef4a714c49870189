import { type AuthenticationType, PROVIDERS, type Provider } from "@sluice/definition/provider";
import type { AuthenticationDraft, ProviderDraft } from "./provider-draft.ts";

export interface AskedField {
  readonly field: Exclude<keyof AuthenticationDraft, "type" | "ownCredentials">;
  readonly label: string;
  readonly kind: "secret" | "text" | "json";
  readonly optional?: true;
  readonly placeholder?: string;
  readonly hint?: string;
}

/** A way to authenticate, as a person chooses it. Two of them may be one type of the definition. */
export interface Way {
  readonly id: string;
  readonly label: string;
  readonly type: AuthenticationType;
  readonly ownCredentials?: true;
  readonly fields: readonly AskedField[];
  /** What the page behind the provider's `keysUrl` is for; left out where it makes nothing for this way. */
  readonly link?: string;
}

export interface ProviderWords {
  readonly ways: readonly [Way, ...Way[]];
  readonly urlPlaceholder?: string;
  readonly urlHint?: string;
  readonly modelHint?: string;
}

/** Shown where a secret may be named instead of typed. */
const REFERENCE = "Or where the gateway finds it: ${env:NAME}, or ${file:/run/secrets/NAME}.";
const REGION: AskedField = { field: "region", label: "Region", kind: "text", placeholder: "eu-central-1" };
const MAKE_KEY = "Make a key";

const apiKey = (field: "bearer" | "value"): AskedField => ({ field, label: "API key", kind: "secret", hint: REFERENCE });

/** Each provider in its own words: what it asks for, and how its models are called. */
export const PROVIDER_WORDS: Readonly<Record<Provider, ProviderWords>> = {
  OPEN_AI: { ways: [{ id: "key", label: "API key", type: "BEARER", fields: [apiKey("bearer")], link: MAKE_KEY }] },
  OPEN_AI_COMPATIBLE: {
    urlPlaceholder: "https://llm.example.org/v1",
    urlHint: "The base address, as in the provider's own examples.",
    ways: [
      { id: "none", label: "None", type: "NONE", fields: [] },
      { id: "bearer", label: "API key (Bearer)", type: "BEARER", fields: [apiKey("bearer")] },
      {
        id: "header",
        label: "API key in a header",
        type: "API_KEY",
        fields: [apiKey("value"), { field: "header", label: "Header", kind: "text", optional: true, placeholder: "x-api-key" }],
      },
    ],
  },
  GEMINI: { ways: [{ id: "key", label: "API key", type: "API_KEY", fields: [apiKey("value")], link: MAKE_KEY }] },
  BEDROCK: {
    modelHint: "A model id, or an inference profile such as eu.amazon.nova-micro-v1:0.",
    ways: [
      {
        id: "aws",
        label: "AWS access key",
        type: "AWS",
        fields: [
          REGION,
          { field: "accessKeyId", label: "Access key id", kind: "secret", hint: REFERENCE },
          { field: "secretAccessKey", label: "Secret access key", kind: "secret" },
          { field: "sessionToken", label: "Session token", kind: "secret", optional: true, hint: "Only with temporary credentials." },
        ],
      },
      { id: "bearer", label: "API key (Bearer)", type: "BEARER", fields: [REGION, apiKey("bearer")], link: MAKE_KEY },
      {
        id: "own",
        label: "The gateway's own AWS credentials",
        type: "AWS",
        ownCredentials: true,
        fields: [{ ...REGION, hint: "Signed with what the gateway finds: environment, profile, container or instance." }],
      },
    ],
  },
  ANTHROPIC: { ways: [{ id: "key", label: "API key", type: "API_KEY", fields: [apiKey("value")], link: MAKE_KEY }] },
  AZURE_OPEN_AI: {
    urlPlaceholder: "https://NAME.openai.azure.com",
    urlHint: "The address of your Azure OpenAI resource.",
    modelHint: "The name of your deployment.",
    ways: [
      { id: "key", label: "API key", type: "API_KEY", fields: [apiKey("value")], link: MAKE_KEY },
      {
        id: "entra",
        label: "Entra token",
        type: "BEARER",
        fields: [
          {
            field: "bearer",
            label: "Entra token",
            kind: "secret",
            hint: "It ends within hours. Or ${env:NAME}, ${file:/run/secrets/NAME}.",
          },
        ],
      },
    ],
  },
  VERTEX_AI: {
    ways: [
      {
        id: "service-account",
        label: "Service account",
        type: "SERVICE_ACCOUNT",
        fields: [
          {
            field: "json",
            label: "Service account (JSON)",
            kind: "json",
            hint: "Paste it, drop its file here, or name it: ${env:NAME}, ${file:/run/secrets/NAME}.",
          },
        ],
        link: "Make a service account",
      },
    ],
  },
};

/** The way that a draft has chosen; its provider's first, where it holds what the provider does not take. */
export function wayOf({ authentication }: Pick<ProviderDraft, "authentication">, provider: Provider): Way {
  const { ways } = PROVIDER_WORDS[provider];
  const own = authentication.type === "AWS" && authentication.ownCredentials;
  return ways.find((way) => way.type === authentication.type && (way.ownCredentials ?? false) === own) ?? ways[0];
}

/** Hosts of Vertex AI that are not `{location}-aiplatform.googleapis.com`. */
const VERTEX_HOSTS: Readonly<Record<string, string>> = {
  global: "aiplatform.googleapis.com",
  us: "aiplatform.us.rep.googleapis.com",
  eu: "aiplatform.eu.rep.googleapis.com",
};

/** Where calls go when the provider's URL is left empty, as far as the other fields tell; null when it must not be. */
export function usualAddress({ provider, authentication, location }: ProviderDraft): string | null {
  const address = provider === "" ? null : PROVIDERS[provider].target;
  if (address === null) return null;
  const place = location.trim();
  if (provider === "VERTEX_AI" && Object.hasOwn(VERTEX_HOSTS, place)) return `https://${VERTEX_HOSTS[place]}`;
  return address.replace("{location}", place || "{location}").replace("{region}", authentication.region.trim() || "{region}");
}
