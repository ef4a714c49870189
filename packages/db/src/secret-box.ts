import { createHmac, hkdfSync, randomBytes, randomUUID } from "node:crypto";
import { isSealed, parseSealed, type Sealed } from "@sluice/definition/sealed";
import { mapSecrets, secretHint } from "@sluice/definition/secrets";
import type { Database } from "./client.ts";
import { unwrap, wrapDataKey } from "./data-key.ts";
import { decrypt, encrypt, KEY_BYTES, parseMasterKey } from "./master-key.ts";

/** A hint is shown in a line of text: nothing that would break it. */
const PRINTABLE = /^[\x21-\x7e]*$/;

export interface SecretBoxOptions {
  /** Gateways open secrets and never seal any: they make no data key, and need no right to write. */
  readonly readOnly?: boolean;
  /** The master key before this one: data keys that are still wrapped by it open all the same. */
  readonly previousMasterKey?: string | null | undefined;
}

/** The 128 bits of HMAC-SHA256 that RFC 2104 §5 leaves us at least: no two secrets of one database will be alike in them. */
const FINGERPRINT_BYTES = 16;

/**
 * Seals secrets where they stand in a definition and opens them again: AES-256-GCM under a data key, itself wrapped by the master key.
 * Data keys are kept in memory, unwrapped; one that is not known yet is looked up when a secret names it.
 */
export class SecretBox {
  readonly #db: Pick<Database, "dataKey">;
  /** The one in force first. */
  readonly #masterKeys: readonly Buffer[];
  readonly #fingerprintKey: Buffer;
  readonly #keys = new Map<string, Buffer>();
  #sealingKeyId: string | null = null;

  private constructor(db: Pick<Database, "dataKey">, masterKeys: readonly [Buffer, ...Buffer[]]) {
    this.#db = db;
    this.#masterKeys = masterKeys;
    this.#fingerprintKey = Buffer.from(hkdfSync("sha256", masterKeys[0], "", "sluice secret fingerprint", KEY_BYTES));
  }

  /**
   * Reads the data keys, and makes the first one where there is none.
   * Throws when the master key (base64, 32 bytes) is malformed, or is not the one that the data keys were wrapped with.
   */
  static async load(db: Pick<Database, "dataKey">, masterKey: string, options: SecretBoxOptions = {}): Promise<SecretBox> {
    const previous = options.previousMasterKey ? [parseMasterKey(options.previousMasterKey, "SLUICE_ENCRYPTION_KEY_PREVIOUS")] : [];
    const box = new SecretBox(db, [parseMasterKey(masterKey), ...previous]);
    await box.refresh();
    if (box.#sealingKeyId === null && options.readOnly !== true) {
      await db.dataKey.create({ data: box.newDataKey() });
      await box.refresh();
    }
    return box;
  }

  /** Reads the data keys again: another process may have made one. */
  async refresh(): Promise<void> {
    const rows = await this.#db.dataKey.findMany({ orderBy: { createdAt: "asc" } });
    for (const row of rows) {
      if (!this.#keys.has(row.id)) this.#keys.set(row.id, unwrap(row, this.#masterKeys));
    }
    this.#sealingKeyId = rows.findLast((row) => row.retiredAt === null)?.id ?? null;
  }

  /** A fresh data key, wrapped, for its row. It seals once its row is there and this box has been refreshed. */
  newDataKey(): { readonly id: string; readonly wrapped: Uint8Array<ArrayBuffer> } {
    const id = randomUUID();
    return { id, wrapped: wrapDataKey({ id, key: randomBytes(KEY_BYTES) }, this.#masterKeys[0] ?? Buffer.alloc(0)) };
  }

  /** The id of the data key that seals; null in a box that only reads. */
  get sealingKeyId(): string | null {
    return this.#sealingKeyId;
  }

  seal(plain: string): string {
    return this.#sealAs(
      plain,
      createHmac("sha256", this.#fingerprintKey).update(plain).digest().subarray(0, FINGERPRINT_BYTES).toString("base64url"),
    );
  }

  /**
   * The same secret under the data key in force, `sealed` itself when it is under it already, null when it does not open. It keeps its
   * fingerprint: to whoever compares, nothing has changed.
   */
  reseal(sealed: string): string | null {
    const parsed = parseSealed(sealed);
    if (!parsed) return null;
    if (parsed.version === 2 && parsed.keyId === this.#sealingKeyId) return sealed;
    const plain = this.#decrypt(parsed);
    if (plain === null) return null;
    return parsed.fingerprint === null ? this.seal(plain) : this.#sealAs(plain, parsed.fingerprint);
  }

  #sealAs(plain: string, fingerprint: string): string {
    const id = this.#sealingKeyId;
    const key = id === null ? undefined : this.#keys.get(id);
    if (id === null || key === undefined) throw new Error("This secret box was loaded read-only: it cannot seal.");
    const hint = PRINTABLE.test(secretHint(plain)) ? secretHint(plain) : "";
    const parts = { version: 2, keyId: id, fingerprint, hint } as const;
    return `sealed:v2:${id}:${fingerprint}:${encrypt(key, Buffer.from(plain), authenticated(parts)).toString("base64url")}:${hint}`;
  }

  /** The secret itself. Throws, without a word of it, when it was tampered with or its data key is missing. */
  async open(sealed: string): Promise<string> {
    await this.#learn(parseSealed(sealed)?.keyId);
    return this.openNow(sealed);
  }

  /** A copy of a definition with every sealed secret opened. What is not sealed stays as it is. */
  async openAll<T>(definition: T): Promise<T> {
    await this.learnKeys(definition);
    return mapSecrets(definition, (value) => (isSealed(value) ? this.openNow(value) : value));
  }

  /** Reads the data keys again when a definition names one that was made after this box was loaded; `openNow` works after it. */
  async learnKeys(definition: unknown): Promise<void> {
    const named = new Set<string>();
    mapSecrets(definition, (value) => {
      named.add(parseSealed(value)?.keyId ?? "");
      return value;
    });
    for (const id of named) await this.#learn(id);
  }

  /** `open` without a look into the database. */
  openNow(sealed: string): string {
    const parsed = parseSealed(sealed);
    if (!parsed) throw new Error("This is not a sealed secret.");
    if (!this.#keys.has(parsed.keyId)) throw new Error(`The data key ${parsed.keyId} of a secret is missing from the database.`);
    const plain = this.#decrypt(parsed);
    if (plain === null) throw new Error("A stored secret does not open: it was changed or damaged. Enter it again.");
    return plain;
  }

  #decrypt(sealed: Sealed): string | null {
    const key = this.#keys.get(sealed.keyId);
    return key ? (decrypt(key, Buffer.from(sealed.bytes, "base64url"), authenticated(sealed))?.toString() ?? null) : null;
  }

  async #learn(keyId: string | undefined): Promise<void> {
    if (keyId && !this.#keys.has(keyId)) await this.refresh();
  }
}

/** What stands beside the bytes is authenticated with them: a changed hint or fingerprint would be a lie about which key is stored. */
function authenticated({ version, keyId, fingerprint, hint }: Omit<Sealed, "bytes">): string {
  return version === 1 ? `sluice sealed v1 ${keyId} ${hint}` : `sluice sealed v2 ${keyId} ${fingerprint} ${hint}`;
}
