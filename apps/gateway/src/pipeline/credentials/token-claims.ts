import type { Claims } from "./verified-tokens.ts";

/** The application's client id: the plan's claim, or OpenID Connect's `azp` when a token has not that one. Null when neither names one. */
export function clientIdOf(claims: Claims, claim: string): string | null {
  return text(claims[claim]) ?? text(claims["azp"]);
}

/** Whether a token has every scope of a list: in `scope` as OAuth 2 writes them, or in `scp` as Microsoft and Okta do. */
export function hasScopes(claims: Claims, required: readonly string[]): boolean {
  if (required.length === 0) return true;
  const given = new Set([...words(claims["scope"]), ...words(claims["scp"])]);
  return required.every((scope) => given.has(scope));
}

function words(value: unknown): readonly unknown[] {
  return typeof value === "string" ? value.split(" ") : Array.isArray(value) ? value : [];
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
