import type { ContentFate } from "@sluice/definition/contents";
import type { ErrorCode } from "@sluice/wire/errors";
import type { TokenUsage } from "@sluice/wire/usage";

/** What is kept of a request: one each, refusals included, made once, when all is over. */
export interface UsageRecord {
  readonly requestId: string;
  /** When the request came, in milliseconds since the epoch. */
  readonly timestampMs: number;
  readonly apiId: string | null;
  readonly planId: string | null;
  readonly applicationId: string | null;
  readonly subscriptionId: string | null;
  readonly revision: number | null;
  readonly method: string;
  /** Without the query, which may hold secrets. */
  readonly path: string;
  readonly status: number;
  readonly errorCode: ErrorCode | null;
  readonly streamed: boolean;
  /** The endpoint group's name. */
  readonly provider: string | null;
  readonly endpoint: string | null;
  readonly modelAsked: string | null;
  readonly modelSent: string | null;
  readonly modelAnswered: string | null;
  /** Calls made upstream. */
  readonly attempts: number;
  readonly usage: TokenUsage;
  /** US dollars, ten decimals; null when the model has no price or the tokens are not known. */
  readonly costUsd: string | null;
  /** What it was worked out by; null where there is no cost. */
  readonly priceVersion: string | null;
  /** Time in the gateway itself: without waiting for the provider or the caller. */
  readonly gatewayMs: number;
  readonly firstByteMs: number | null;
  readonly totalMs: number;
  /** Null where nothing is to tell beside the rest. */
  readonly detail: UsageDetail | null;
}

/** Why a request went as it went. Holds nothing of its content. */
export interface UsageDetail {
  /** In the order in which providers were asked; left out where the first one answered well. */
  readonly attempts?: readonly AttemptDetail[];
  /** What policies have decided. */
  readonly policies?: readonly { readonly policy: string; readonly step: string; readonly action: string; readonly detail: string }[];
  /** Parameters that the provider has no word for. */
  readonly dropped?: readonly string[];
  /** What was changed on the way to the provider, in words. */
  readonly adapted?: readonly string[];
  /** What became of what was asked and answered, where the API keeps any of it. */
  readonly content?: ContentFate;
}

export interface AttemptDetail {
  readonly provider: string;
  readonly endpoint: string;
  /** The provider's; null when it did not answer. */
  readonly status: number | null;
  readonly error: string | null;
  readonly ms: number;
}
