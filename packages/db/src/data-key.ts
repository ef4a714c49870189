import { decrypt, encrypt } from "./master-key.ts";

export interface WrappedDataKey {
  readonly id: string;
  readonly wrapped: Uint8Array;
}

export function wrapDataKey({ id, key }: { readonly id: string; readonly key: Buffer }, masterKey: Buffer): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(encrypt(masterKey, key, context(id)));
}

/** The data key in clear, by the first of these master keys that it was wrapped with. Throws when it is none of them. */
export function unwrap({ id, wrapped }: WrappedDataKey, masterKeys: readonly Buffer[]): Buffer {
  for (const masterKey of masterKeys) {
    const key = decrypt(masterKey, Buffer.from(wrapped), context(id));
    if (key) return key;
  }
  throw new Error(
    "SLUICE_ENCRYPTION_KEY is not the key that this database's secrets were sealed with. Start with the former key, name the former one in SLUICE_ENCRYPTION_KEY_PREVIOUS, or start with an empty database.",
  );
}

function context(id: string): string {
  return `sluice data key ${id}`;
}
