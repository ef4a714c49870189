import type { HttpOptions, Model } from "@sluice/definition/endpoint";
import type { Cors } from "@sluice/definition/listener";
import type { Provider } from "@sluice/definition/provider";
import type { PolicyChain } from "@sluice/policies/policy-chain";
import type { AwsCredentials } from "@sluice/providers/aws/sign-request";
import type { Publisher } from "@sluice/providers/vertex/publisher";
import type { ServiceAccount } from "@sluice/providers/vertex/service-account";
import type { CompiledLogging } from "./compiled-logging.ts";
import type { CompiledPlan } from "./compiled-plan.ts";

/** A deployed definition, ready to serve: all that can be worked out beforehand has been. Immutable; a request keeps the one it began with. */
export interface CompiledApi {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly contextPaths: readonly string[];
  readonly cors: Cors | null;
  readonly enforceUsage: boolean;
  readonly injectTokenHeaders: boolean;
  /** How far a provider is listened to after its caller has left; null where it is stopped at once. */
  readonly drain: DrainBounds | null;
  /** Further endpoints that may be tried after the first, before the first byte of an answer. */
  readonly maxRetries: number;
  /** In the order in which they are tried: what proves most first, keyless ones last. */
  readonly plans: readonly CompiledPlan[];
  /** What is done to the requests of each plan, by its id; none for a plan whose requests nothing is done to. */
  readonly chains: ReadonlyMap<string, PolicyChain>;
  /** Null where no contents are kept. */
  readonly logging: CompiledLogging | null;
  /** The body of `GET /models`. */
  readonly modelList: Buffer;
  /** Ids as listed, for `GET /models/{id}` and for naming the nearest one. */
  readonly models: readonly ListedModel[];
  /** Every accepted spelling of a model or alias → who serves it. */
  readonly routes: ReadonlyMap<string, ModelRoute>;
  /** Endpoints that accept unregistered models, asked when `routes` has no entry. */
  readonly patterns: readonly PatternRoute[];
  /** Endpoints that take OpenAI's other paths (`/images`, `/files`, `/realtime` …), in declaration order. */
  readonly openAiTargets: readonly Target[];
}

/** How long, and for how many tokens, a provider is listened to after its caller has left. */
export interface DrainBounds {
  readonly ms: number;
  readonly tokens: number;
}

export interface ListedModel {
  readonly id: string;
  readonly json: string;
}

export interface ModelRoute {
  /** Endpoints of the group that serve it, first attempts first as the load balancer says, then those that share the alias. Never empty. */
  pick(): readonly Target[];
}

export interface PatternRoute {
  /** The name without its prefix when this endpoint takes it, else null. */
  match(asked: string): string | null;
  readonly target: Target;
}

/** A signature for each call, by given credentials or (null) the machine's own; or a token that lasts an hour. */
export type Authorisation =
  | { readonly type: "AWS"; readonly region: string; readonly credentials: AwsCredentials | null }
  | { readonly type: "GOOGLE"; readonly account: ServiceAccount };

/** One model on one endpoint: where a call goes, with everything it needs. */
export interface Target {
  readonly provider: Provider;
  /** Group's name: what reports call the provider. */
  readonly group: string;
  readonly endpoint: string;
  /** The bare name, as it goes upstream; null on `openAiTargets` and pattern routes, where the call's own is sent. */
  readonly model: Model | null;
  readonly speaksOpenAi: boolean;
  /** `https://api.openai.com` */
  readonly origin: string;
  /** Before the API's own path: `/v1`, or "" when the target has none. */
  readonly basePath: string;
  /** Names and values in turn, as undici takes them: authentication and the group's own headers. */
  readonly headers: readonly string[];
  readonly http: HttpOptions;
  /** JSON by top-level key, merged over the request; null when there is none. */
  readonly overrides: ReadonlyMap<string, string> | null;
  /** What each call needs beside the headers; null where they are enough. */
  readonly authorisation: Authorisation | null;
  /** Vertex AI's, where the endpoint names one. */
  readonly publisher: Publisher | null;
  /** Values that must not appear in anything a caller sees. */
  readonly secrets: readonly string[];
}
