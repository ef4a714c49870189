import type { KeyObject } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** A call as its plan is chosen: before its body is read. */
export interface ArrivingCall {
  readonly id: string;
  readonly req: Pick<IncomingMessage, "method" | "url" | "headers" | "socket">;
}

/** Whether a call is this plan's, beside its credential. Never throws; a rule that cannot be answered says no. */
export type SelectionRule = (call: ArrivingCall) => boolean;

interface PlanOf<Security extends string> {
  readonly id: string;
  readonly security: Security;
  /** Null: every call may be. */
  readonly rule: SelectionRule | null;
}

export type KeylessPlan = PlanOf<"KEY_LESS">;

export interface ApiKeyPlan extends PlanOf<"API_KEY"> {
  /** Lower case; beside the usual ones. */
  readonly header: string | null;
}

/** What a token's claims must hold, and which one names the application. */
interface TokenPlan<Security extends string> extends PlanOf<Security> {
  readonly requiredScopes: readonly string[];
  readonly clientIdClaim: string;
}

export interface JwtPlan extends TokenPlan<"JWT"> {
  /** The only one that is taken: `RS256`. */
  readonly algorithm: string;
  readonly key: { readonly type: "GIVEN"; readonly key: KeyObject } | { readonly type: "JWKS"; readonly url: string };
  /** Null takes any. */
  readonly issuer: string | null;
  readonly audience: readonly string[] | null;
}

export interface OAuth2Plan extends TokenPlan<"OAUTH2"> {
  readonly introspection: {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** How long an answer is believed at most. */
    readonly cacheSeconds: number;
  };
}

export type MtlsPlan = PlanOf<"MTLS">;

export type CompiledPlan = KeylessPlan | ApiKeyPlan | JwtPlan | OAuth2Plan | MtlsPlan;
