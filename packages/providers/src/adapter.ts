import type { EndpointConfiguration } from "@sluice/definition/endpoint";

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
}
