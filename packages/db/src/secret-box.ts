import { randomBytes, randomUUID } from "node:crypto";
import { MASK, mapSecrets, secretHint } from "@sluice/definition/secrets";
import type { Database } from "./client.ts";
import { decrypt, encrypt, KEY_BYTES, parseMasterKey } from "./master-key.ts";

/** `sealed:v1:<data key>:<base64url of iv | ciphertext | tag>:<last four or nothing>` */
const SEALED = /^sealed:v1:([0-9a-f-]{36}):([A-Za-z0-9_-]+):([\s\S]{0,4})$/;
/** A hint is shown in a line of text: nothing that would break it. */
const PRINTABLE = /^[\x21-\x7e]*$/;

export interface SecretBoxOptions {
  /** Gateways open secrets and never seal any: they make no data key, and need no right to write. */
  readonly readOnly?: boolean;
}

/**
 * Seals secrets where they stand in a definition and opens them again: AES-256-GCM under a data key, itself wrapped by the master key.
 * Data keys are kept in memory, unwrapped; one that is not known yet is looked up when a secret names it.
 */
export class SecretBox {
  readonly #db: Pick<Database, "dataKey">;
  readonly #masterKey: Buffer;
  readonly #keys = new Map<string, Buffer>();
  #sealingKeyId: string | null = null;

  private constructor(db: Pick<Database, "dataKey">, masterKey: Buffer) {
    this.#db = db;
    this.#masterKey = masterKey;
  }

  /**
   * Reads the data keys, and makes the first one where there is none.
   * Throws when the master key (base64, 32 bytes) is malformed, or is not the one that the data keys were wrapped with.
   */
  static async load(db: Pick<Database, "dataKey">, masterKey: string, options: SecretBoxOptions = {}): Promise<SecretBox> {
    const box = new SecretBox(db, parseMasterKey(masterKey));
    await box.#readKeys();
    if (box.#sealingKeyId === null && options.readOnly !== true) await box.#makeKey();
    return box;
  }

  seal(plain: string): string {
    const id = this.#sealingKeyId;
    const key = id === null ? undefined : this.#keys.get(id);
    if (id === null || key === undefined) throw new Error("This secret box was loaded read-only: it cannot seal.");
    const hint = PRINTABLE.test(secretHint(plain)) ? secretHint(plain) : "";
    return `sealed:v1:${id}:${encrypt(key, Buffer.from(plain), authenticated(id, hint)).toString("base64url")}:${hint}`;
  }

  /** The secret itself. Throws, without a word of it, when it was tampered with or its data key is missing. */
  async open(sealed: string): Promise<string> {
    const id = SEALED.exec(sealed)?.[1];
    if (id && !this.#keys.has(id)) await this.#readKeys();
    return this.openNow(sealed);
  }

  /** A copy of a definition with every sealed secret opened. What is not sealed stays as it is. */
  async openAll<T>(definition: T): Promise<T> {
    await this.learnKeys(definition);
    return mapSecrets(definition, (value) => (isSealed(value) ? this.openNow(value) : value));
  }

  /** Reads the data keys again when a definition names one that was made after this box was loaded; `openNow` works after it. */
  async learnKeys(definition: unknown): Promise<void> {
    let unknown = false;
    mapSecrets(definition, (value) => {
      const id = SEALED.exec(value)?.[1];
      if (id && !this.#keys.has(id)) unknown = true;
      return value;
    });
    if (unknown) await this.#readKeys();
  }

  /** `open` without a look into the database. */
  openNow(sealed: string): string {
    const [, id = "", bytes = "", hint = ""] = SEALED.exec(sealed) ?? [];
    const key = this.#keys.get(id);
    if (!key) throw new Error(id ? `The data key ${id} of a secret is missing from the database.` : "This is not a sealed secret.");
    const plain = decrypt(key, Buffer.from(bytes, "base64url"), authenticated(id, hint));
    if (!plain) throw new Error("A stored secret does not open: it was changed or damaged. Enter it again.");
    return plain.toString();
  }

  mask(sealed: string): string {
    return maskSecret(sealed);
  }

  async #readKeys(): Promise<void> {
    const rows = await this.#db.dataKey.findMany({ orderBy: { createdAt: "asc" } });
    for (const row of rows) {
      if (this.#keys.has(row.id)) continue;
      const key = decrypt(this.#masterKey, Buffer.from(row.wrapped), wrapped(row.id));
      if (!key)
        throw new Error(
          "SLUICE_ENCRYPTION_KEY is not the key that this database's secrets were sealed with. Start with the former key, or with an empty database.",
        );
      this.#keys.set(row.id, key);
    }
    this.#sealingKeyId = rows.findLast((row) => row.retiredAt === null)?.id ?? null;
  }

  async #makeKey(): Promise<void> {
    const id = randomUUID();
    const key = randomBytes(KEY_BYTES);
    await this.#db.dataKey.create({ data: { id, wrapped: Uint8Array.from(encrypt(this.#masterKey, key, wrapped(id))) } });
    this.#keys.set(id, key);
    this.#sealingKeyId = id;
  }
}

export function isSealed(value: string): boolean {
  return SEALED.test(value);
}

/** `••••1234`. Needs no key: the hint stands beside the sealed bytes. What is not sealed is shown as a bare mask. */
export function maskSecret(sealed: string): string {
  return `${MASK}${SEALED.exec(sealed)?.[3] ?? ""}`;
}

/** The hint is authenticated too: a changed one would be a lie about which key is stored. */
function authenticated(keyId: string, hint: string): string {
  return `sluice sealed v1 ${keyId} ${hint}`;
}

function wrapped(keyId: string): string {
  return `sluice data key ${keyId}`;
}
