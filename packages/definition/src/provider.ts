/** The providers, their words and their defaults. Browser-safe: the wizard, the schemas and the gateway read this one list. */
export const PROVIDERS = {
  OPEN_AI: {
    label: "OpenAI",
    target: "https://api.openai.com/v1",
    authentications: ["BEARER"],
    speaksOpenAi: true,
    keysUrl: "https://platform.openai.com/api-keys",
  },
  OPEN_AI_COMPATIBLE: {
    label: "OpenAI-compatible",
    target: null,
    authentications: ["NONE", "BEARER", "API_KEY"],
    speaksOpenAi: true,
    keysUrl: null,
  },
  GEMINI: {
    label: "Gemini",
    target: "https://generativelanguage.googleapis.com",
    authentications: ["API_KEY"],
    speaksOpenAi: false,
    keysUrl: "https://aistudio.google.com/apikey",
  },
  BEDROCK: {
    label: "Amazon Bedrock",
    target: "https://bedrock-runtime.{region}.amazonaws.com",
    authentications: ["AWS", "BEARER"],
    speaksOpenAi: false,
    keysUrl: "https://console.aws.amazon.com/bedrock/home#/api-keys",
  },
  ANTHROPIC: {
    label: "Anthropic",
    target: "https://api.anthropic.com",
    authentications: ["API_KEY"],
    speaksOpenAi: false,
    keysUrl: "https://console.anthropic.com/settings/keys",
  },
  AZURE_OPEN_AI: {
    label: "Azure OpenAI",
    target: null,
    authentications: ["API_KEY", "BEARER"],
    speaksOpenAi: true,
    keysUrl: "https://ai.azure.com/",
  },
  VERTEX_AI: {
    label: "Vertex AI",
    target: "https://{location}-aiplatform.googleapis.com",
    authentications: ["SERVICE_ACCOUNT"],
    speaksOpenAi: false,
    keysUrl: "https://console.cloud.google.com/iam-admin/serviceaccounts",
  },
} as const satisfies Record<string, ProviderRow>;

interface ProviderRow {
  readonly label: string;
  /** Used when the definition leaves `target` empty; null means that it must not. */
  readonly target: string | null;
  readonly authentications: readonly AuthenticationType[];
  /** Its answers may reach an OpenAI client byte for byte. */
  readonly speaksOpenAi: boolean;
  /** Where a person makes a key. */
  readonly keysUrl: string | null;
}

export type AuthenticationType = "NONE" | "BEARER" | "API_KEY" | "AWS" | "SERVICE_ACCOUNT";
export type Provider = keyof typeof PROVIDERS;
export const PROVIDER_IDS = Object.keys(PROVIDERS) as [Provider, ...Provider[]];
