import type { Database } from "@sluice/db/client";
import { isSealed, SecretBox } from "@sluice/db/secret-box";
import { mapSecrets } from "@sluice/definition/secrets";
import { reasonOf } from "../log.ts";
import type { OpenSecret } from "./resolve-secret.ts";

/** A data key as it is stored: wrapped by the master key, worth nothing without it. */
export interface DataKeyRow {
  readonly id: string;
  readonly wrapped: Uint8Array;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
}

/** The rows could not be read: nothing is wrong with the secrets, and asking again later may do. */
export class DataKeysUnavailable extends Error {}

/** Opens the secrets of whole definitions. The data keys come from `readKeys`, and again when a secret names one that is not known. */
export class SecretOpener {
  readonly #masterKey: string;
  readonly #readKeys: () => Promise<readonly DataKeyRow[]>;
  #keys: readonly DataKeyRow[] = [];
  #box: Promise<SecretBox> | null = null;

  constructor(masterKey: string, readKeys: () => Promise<readonly DataKeyRow[]>) {
    this.#masterKey = masterKey;
    this.#readKeys = readKeys;
  }

  /** The data keys last read, still wrapped: they belong to a copy of the definitions that must work without the database. */
  get keys(): readonly DataKeyRow[] {
    return this.#keys;
  }

  /** Opens what is sealed in a definition beforehand, so that compiling needs not wait. Throws `DataKeysUnavailable`. */
  async prepare(definition: unknown): Promise<OpenSecret> {
    const sealed = new Set<string>();
    mapSecrets(definition, (value) => {
      if (isSealed(value)) sealed.add(value);
      return value;
    });
    const opened = new Map<string, string | { readonly problem: string }>();
    for (const value of sealed) opened.set(value, await this.#open(value));
    return (value) => opened.get(value) ?? { problem: "This is not a sealed secret: enter it again and save." };
  }

  async #open(sealed: string): Promise<string | { readonly problem: string }> {
    try {
      const box = await this.#load();
      return await box.open(sealed);
    } catch (error) {
      if (error instanceof DataKeysUnavailable) throw error;
      return { problem: reasonOf(error) };
    }
  }

  #load(): Promise<SecretBox> {
    const box = this.#box ?? SecretBox.load(this.#table(), this.#masterKey, { readOnly: true });
    this.#box = box;
    // A failure is not kept: the next secret tries again.
    box.catch(() => {
      if (this.#box === box) this.#box = null;
    });
    return box;
  }

  /** The box reads one table by one call of Prisma's; the gateway has no Prisma client, and may have no database. */
  #table(): Pick<Database, "dataKey"> {
    const findMany = async (): Promise<readonly DataKeyRow[]> => {
      try {
        this.#keys = await this.#readKeys();
      } catch (error) {
        throw new DataKeysUnavailable(reasonOf(error), { cause: error });
      }
      return this.#keys;
    };
    return { dataKey: { findMany } } as unknown as Pick<Database, "dataKey">;
  }
}
