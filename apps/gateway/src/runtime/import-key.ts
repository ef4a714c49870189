import { createPublicKey, createSecretKey, type KeyObject } from "node:crypto";
import type { JWT_SIGNATURES } from "@sluice/definition/plan";

type Signature = (typeof JWT_SIGNATURES)[number];

/** Shorter RSA keys can be broken, and jose refuses to verify with them (RFC 7518 §3.3). */
const SHORTEST_RSA_BITS = 2048;
/** An HMAC's secret is as long as its hash at least (RFC 7518 §3.2): a shorter one can be guessed from one token. */
const SHORTEST_SECRET_BYTES = { HMAC_HS256: 32, HMAC_HS384: 48, HMAC_HS512: 64 } as const;
/** The curves' names in OpenSSL. */
const CURVES = { ECDSA_ES256: "prime256v1", ECDSA_ES384: "secp384r1", ECDSA_ES512: "secp521r1" } as const;

interface KeyText {
  readonly text: string;
  readonly signature: Signature;
}

/** The key that verifies a signature, or in words why the text is none. The text is not in the words. */
export function importKey({ text, signature }: KeyText): KeyObject | { readonly problem: string } {
  if (isHmac(signature)) return importSecret(text, SHORTEST_SECRET_BYTES[signature]);
  if (text.includes("PRIVATE KEY"))
    return { problem: "This is a private key: whoever signs the tokens keeps it. Enter the public key, or the certificate." };
  const key = readPublicKey(text);
  if (key === null)
    return { problem: "This is neither a public key nor a certificate in PEM. Was it copied whole, with its first and last line?" };
  const problem = isEcdsa(signature) ? wrongCurve(key, CURVES[signature]) : wrongRsa(key);
  return problem === null ? key : { problem };
}

function importSecret(text: string, shortestBytes: number): KeyObject | { readonly problem: string } {
  const secret = Buffer.from(text);
  if (secret.length >= shortestBytes) return createSecretKey(secret);
  return { problem: `The secret has ${secret.length} bytes; this signature needs ${shortestBytes} or more.` };
}

function readPublicKey(text: string): KeyObject | null {
  try {
    return createPublicKey(text);
  } catch {
    return null;
  }
}

function wrongRsa({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | null {
  if (asymmetricKeyType !== "rsa") return "This is no RSA key, though the plan's signature is one of RSA.";
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  return bits >= SHORTEST_RSA_BITS ? null : `The RSA key has ${bits} bits; it needs ${SHORTEST_RSA_BITS} or more.`;
}

function wrongCurve({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, curve: string): string | null {
  const ofKey = asymmetricKeyType === "ec" ? asymmetricKeyDetails?.namedCurve : null;
  return ofKey === curve ? null : `This is no key on the curve of the plan's signature, ${curve}.`;
}

function isHmac(signature: Signature): signature is keyof typeof SHORTEST_SECRET_BYTES {
  return signature in SHORTEST_SECRET_BYTES;
}

function isEcdsa(signature: Signature): signature is keyof typeof CURVES {
  return signature in CURVES;
}
