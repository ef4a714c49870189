import type { EndpointConfiguration } from "@sluice/definition/endpoint";
import type { ChatAdapter } from "./chat-adapter.ts";
import type { EmbeddingsAdapter } from "./embeddings-adapter.ts";

/** What says where a provider is and how it knows us. Its secrets are in clear here, and only here. */
export type ProviderConfiguration = Pick<
  EndpointConfiguration,
  "provider" | "target" | "authentication" | "projectId" | "location" | "publisher"
>;

/** How a provider is addressed: everything that is the same for each of its calls. */
export interface ProviderAddress {
  /** `https://api.openai.com` */
  readonly origin: string;
  /** `/v1`, or "" when there is none. Never ends with a slash. */
  readonly basePath: string;
  /** Names (lower case) and values in turn. */
  readonly headers: readonly string[];
}

export interface ProviderProblem {
  /** In the endpoint's configuration: `target`, `authentication.bearer`. */
  readonly field: string;
  readonly problem: string;
}

/** One provider, spoken to. Pure: no I/O, no clock, no environment. */
export interface ProviderAdapter {
  /** Its answers may reach an OpenAI client byte for byte. */
  readonly speaksOpenAi: boolean;
  resolveTarget(configuration: ProviderConfiguration): ProviderAddress | ProviderProblem;
  /** Translates chat completions; null where none are translated. */
  readonly chat: ChatAdapter | null;
  /** Translates embeddings; null where none are translated. Its errors are the chat adapter's. */
  readonly embeddings: EmbeddingsAdapter | null;
  /** How it lists its models; null where nothing that this key can reach does. */
  readonly models: ModelDiscovery | null;
}

export interface ModelDiscovery {
  /** Under the address's base path, asked for with GET. */
  readonly path: string;
  /** The models' names, as calls name them; null when the body is no list of models. */
  parse(body: string): readonly string[] | null;
}
