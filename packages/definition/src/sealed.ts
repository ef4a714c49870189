import { MASK } from "./secrets.ts";

/**
 * What a sealed secret looks like, without the means to open it.
 * `sealed:v1:<data key>:<base64url of iv | ciphertext | tag>:<last four or nothing>`, and since data keys can be replaced
 * `sealed:v2:<data key>:<fingerprint>:<the same bytes>:<last four or nothing>`.
 */
export interface Sealed {
  readonly version: 1 | 2;
  readonly keyId: string;
  /** A keyed hash of the secret: alike for the same secret however often it is sealed. Null in v1. */
  readonly fingerprint: string | null;
  /** base64url */
  readonly bytes: string;
  readonly hint: string;
}

const V1 = /^sealed:v1:([0-9a-f-]{36}):([A-Za-z0-9_-]+):([\s\S]{0,4})$/;
const V2 = /^sealed:v2:([0-9a-f-]{36}):([A-Za-z0-9_-]{22}):([A-Za-z0-9_-]+):([\s\S]{0,4})$/;

/** Null for what is not sealed. */
export function parseSealed(text: string): Sealed | null {
  const second = V2.exec(text);
  if (second) {
    const [, keyId = "", fingerprint = "", bytes = "", hint = ""] = second;
    return { version: 2, keyId, fingerprint, bytes, hint };
  }
  const first = V1.exec(text);
  if (!first) return null;
  const [, keyId = "", bytes = "", hint = ""] = first;
  return { version: 1, keyId, fingerprint: null, bytes, hint };
}

export function isSealed(text: string): boolean {
  return parseSealed(text) !== null;
}

/** Whether two texts are the same secret, sealed at two times or with two keys. Nobody needs a key to tell. */
export function isSameSecret(a: string, b: string): boolean {
  // The first look is for all other texts of a definition, which are many.
  if (!a.startsWith("sealed:v2:") || !b.startsWith("sealed:v2:")) return a === b;
  const fingerprint = parseSealed(a)?.fingerprint ?? null;
  return fingerprint !== null && fingerprint === parseSealed(b)?.fingerprint;
}

/** `••••1234`: the hint stands beside the sealed bytes. What is not sealed is shown as a bare mask. */
export function maskSecret(sealed: string): string {
  return `${MASK}${parseSealed(sealed)?.hint ?? ""}`;
}
