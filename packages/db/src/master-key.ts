import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** AES-256's key, and the sizes that NIST SP 800-38D recommends for GCM. */
export const KEY_BYTES = 32;
export const IV_BYTES = 12;
export const TAG_BYTES = 16;

/** The key of `SLUICE_ENCRYPTION_KEY`, or of the named variable. Throws an error that says what is wrong with it, never what it is. */
export function parseMasterKey(text: string, variable = "SLUICE_ENCRYPTION_KEY"): Buffer {
  const key = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text.trim()) ? Buffer.from(text.trim(), "base64") : Buffer.alloc(0);
  if (key.length === KEY_BYTES) return key;
  const found = key.length === 0 ? "is empty or not base64" : `has ${key.length} bytes`;
  throw new Error(`${variable} ${found}: it must be ${KEY_BYTES} bytes in base64. Make one with: openssl rand -base64 32`);
}

/** iv | ciphertext | tag. `context` is authenticated with it, so that bytes cannot be moved to another place. */
export function encrypt(key: Buffer, plain: Buffer, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The opposite of `encrypt`; null when the bytes, the key or the context are not those that it was called with. */
export function decrypt(key: Buffer, bytes: Buffer, context: string): Buffer | null {
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}
