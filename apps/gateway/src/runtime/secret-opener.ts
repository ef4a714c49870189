import type { Database } from "@sluice/db/client";
import { SecretBox } from "@sluice/db/secret-box";
import { isSealed } from "@sluice/definition/sealed";
import { asReference } from "@sluice/definition/secret-reference";
import { mapSecretFields } from "@sluice/definition/secrets";
import { reasonOf } from "../log.ts";
import type { OpenSecret } from "./resolve-secret.ts";
import { readSecretFile } from "./secret-files.ts";

/** A data key as it is stored: wrapped by the master key, worth nothing without it. */
export interface DataKeyRow {
  readonly id: string;
  readonly wrapped: Uint8Array;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
}

/** The rows could not be read: nothing is wrong with the secrets, and asking again later may do. */
export class DataKeysUnavailable extends Error {}

export interface SecretOpenerOptions {
  readonly masterKey: string;
  readonly previousMasterKey: string | null;
  /** The data keys; asked again when a secret names one that is not known. */
  readonly readKeys: () => Promise<readonly DataKeyRow[]>;
  /** The folders whose files definitions may name. */
  readonly folders: readonly string[];
}

type Opened = string | { readonly problem: string };

/** Opens the secrets of whole definitions, and reads the files that they name. */
export class SecretOpener {
  readonly #options: SecretOpenerOptions;
  #keys: readonly DataKeyRow[] = [];
  #box: Promise<SecretBox> | null = null;

  constructor(options: SecretOpenerOptions) {
    this.#options = options;
  }

  /** The data keys last read, still wrapped: they belong to a copy of the definitions that must work without the database. */
  get keys(): readonly DataKeyRow[] {
    return this.#keys;
  }

  /** Reads the data keys again. True when they are others than before: what is kept for a start without the database has to follow. */
  async refresh(): Promise<boolean> {
    const before = this.#keys;
    this.#keys = await this.#options.readKeys();
    return !sameKeys(before, this.#keys);
  }

  /** Opens what is sealed in a definition, and reads its files, beforehand: compiling needs not wait. Throws `DataKeysUnavailable`. */
  async prepare(definition: unknown): Promise<OpenSecret> {
    const stored = new Set<string>();
    mapSecretFields(definition, (value) => {
      stored.add(value);
      return value;
    });
    const opened = new Map<string, Opened>();
    for (const value of stored) {
      const reference = asReference(value);
      if (reference?.kind === "file") opened.set(value, await readSecretFile(reference.path, this.#options.folders));
      else if (isSealed(value)) opened.set(value, await this.#open(value));
    }
    return (value) => opened.get(value) ?? { problem: "This is not a sealed secret: enter it again and save." };
  }

  async #open(sealed: string): Promise<Opened> {
    try {
      const box = await this.#load();
      return await box.open(sealed);
    } catch (error) {
      if (error instanceof DataKeysUnavailable) throw error;
      return { problem: reasonOf(error) };
    }
  }

  #load(): Promise<SecretBox> {
    const { masterKey, previousMasterKey } = this.#options;
    const box = this.#box ?? SecretBox.load(this.#table(), masterKey, { readOnly: true, previousMasterKey });
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
        this.#keys = await this.#options.readKeys();
      } catch (error) {
        throw new DataKeysUnavailable(reasonOf(error), { cause: error });
      }
      return this.#keys;
    };
    return { dataKey: { findMany } } as unknown as Pick<Database, "dataKey">;
  }
}

function sameKeys(a: readonly DataKeyRow[], b: readonly DataKeyRow[]): boolean {
  return a.length === b.length && a.every((row, at) => row.id === b[at]?.id && Buffer.compare(row.wrapped, b[at].wrapped) === 0);
}
