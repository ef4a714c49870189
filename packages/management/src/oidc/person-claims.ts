/** What an issuer says of a person, as far as we listen. */
export interface PersonClaims {
  readonly subject: string;
  /** In small letters. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
  /** Null when the claim is not there. */
  readonly roleValues: readonly string[] | null;
}

const LONGEST_TEXT = 254;

/** `roleClaim` is a claim's name, or a way into objects: `realm_access.roles`. A name with dots in it, as a URL is one, is looked for first. */
export function claimsOf(claims: Readonly<Record<string, unknown>> & { readonly sub: string }, roleClaim: string | null): PersonClaims {
  const email = textOf(claims["email"])?.toLowerCase() ?? null;
  return {
    subject: claims.sub,
    email: email?.includes("@") ? email : null,
    // Some issuers write it as text.
    emailVerified: claims["email_verified"] === true || claims["email_verified"] === "true",
    name: textOf(claims["name"]) ?? textOf(claims["preferred_username"]),
    roleValues: roleClaim === null ? null : valuesOf(claims[roleClaim] ?? at(claims, roleClaim.split("."))),
  };
}

function at(claims: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return claims;
  return typeof claims === "object" && claims !== null && Object.hasOwn(claims, first)
    ? at(claims[first as keyof typeof claims], rest)
    : undefined;
}

function valuesOf(claim: unknown): readonly string[] | null {
  if (typeof claim === "string") return [claim];
  return Array.isArray(claim) ? claim.filter((value) => typeof value === "string") : null;
}

function textOf(claim: unknown): string | null {
  const text = typeof claim === "string" ? claim.trim() : "";
  return text !== "" && text.length <= LONGEST_TEXT ? text : null;
}
