import { createHmac, timingSafeEqual } from "node:crypto";

/** Nobody has to be kept from forging it: it shows whether thoughts came back as they were given. */
const SECRET = "the simulator's thoughts";
const NONCE_BYTES = 12;

/** A signature of what a thinking block shows. `id` is hexadecimal, and makes signatures of equal thoughts differ. */
export function signThoughts(shown: string, id: string): string {
  const nonce = Buffer.from(id.slice(0, NONCE_BYTES * 2).padEnd(NONCE_BYTES * 2, "0"), "hex");
  return Buffer.concat([nonce, macOf(nonce, shown)]).toString("base64");
}

/** Whether the signature was given for exactly these thoughts. */
export function isSigned(shown: string, signature: string): boolean {
  const bytes = Buffer.from(signature, "base64");
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const expected = macOf(nonce, shown);
  const given = bytes.subarray(NONCE_BYTES);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function macOf(nonce: Buffer, shown: string): Buffer {
  return createHmac("sha256", SECRET).update(nonce).update(shown).digest();
}
