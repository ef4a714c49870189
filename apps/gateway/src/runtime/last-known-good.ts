import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { OwnPrice } from "@sluice/pricing/own-price";
import { type Log, reasonOf } from "../log.ts";
import type { DeployedApi } from "./compile-api.ts";
import type { DataKeyRow } from "./secret-opener.ts";
import type { Subscriber } from "./snapshot.ts";

/** What a gateway needs to serve without its database. Secrets are sealed, data keys wrapped, keys hashed. */
export interface LastKnownGood {
  readonly apis: readonly DeployedApi[];
  readonly dataKeys: readonly DataKeyRow[];
  readonly keys: Iterable<readonly [string, Subscriber]>;
  readonly prices: readonly OwnPrice[];
}

/** Changes come in bursts (a seed, a redeployment of everything): one file for all of them. */
const QUIET_MS = 500;
/** 100,000 keys are a file of about 25 MB: it is not written again and again while keys are being made. */
const BETWEEN_WRITES_MS = 5_000;
/** Keys put into one string: about 0.5 ms of work before requests have their turn again. */
const KEYS_AT_ONCE = 500;
const FORMAT = 1;

export interface LastKnownGoodFileOptions {
  readonly folder: string;
  readonly gatewayId: string;
  readonly log: Log;
  readonly content: () => LastKnownGood;
}

/** Keeps `gateway-<id>.json` in the data folder as what the gateway serves. Never half-written: a new file takes the old one's place. */
export class LastKnownGoodFile {
  readonly #options: LastKnownGoodFileOptions;
  readonly #path: string;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #writtenAtMs = -Infinity;
  #complained = false;

  constructor(options: LastKnownGoodFileOptions) {
    this.#options = options;
    this.#path = join(options.folder, `gateway-${options.gatewayId}.json`);
  }

  /** Writes soon. */
  schedule(): void {
    if (this.#timer) return;
    const waitMs = Math.max(QUIET_MS, this.#writtenAtMs + BETWEEN_WRITES_MS - performance.now());
    this.#timer = setTimeout(() => void this.flush(), waitMs);
    this.#timer.unref();
  }

  /** Writes what is scheduled, now. Does nothing when nothing changed. */
  async flush(): Promise<void> {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#writing = this.#writing.then(() => this.#write());
    }
    await this.#writing;
  }

  /** Null when there is none, or none that can be read: then the gateway waits for its database. */
  async read(): Promise<LastKnownGood | null> {
    const text = await readFile(this.#path, "utf8").catch(() => null);
    if (text === null) return null;
    try {
      return parse(JSON.parse(text));
    } catch (error) {
      this.#options.log.warn({ file: this.#path, reason: reasonOf(error) }, "the last known good configuration cannot be read");
      return null;
    }
  }

  async #write(): Promise<void> {
    const unfinished = `${this.#path}.${process.pid}.new`;
    try {
      const file = await open(unfinished, "w", 0o600);
      try {
        for (const piece of pieces(this.#options.content())) await file.write(piece);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, this.#path);
      this.#complained = false;
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => {});
      if (!this.#complained)
        this.#options.log.warn(
          { file: this.#path, reason: reasonOf(error) },
          "the last known good configuration cannot be written: a start without the database would serve an older one",
        );
      this.#complained = true;
    }
    this.#writtenAtMs = performance.now();
  }
}

/** One JSON document in pieces, so that no single step holds up requests. */
function* pieces({ apis, dataKeys, keys, prices }: LastKnownGood): Generator<string> {
  yield `{"format":${FORMAT},"dataKeys":${JSON.stringify(dataKeys.map(({ wrapped, ...row }) => ({ ...row, wrapped: Buffer.from(wrapped).toString("base64") })))},"prices":${JSON.stringify(prices)},"apis":[`;
  for (const [index, api] of apis.entries()) yield `${index === 0 ? "" : ","}\n${JSON.stringify(api)}`;
  yield `],"keys":[`;
  let lines: string[] = [];
  let separator = "\n";
  for (const [hash, subscriber] of keys) {
    lines.push(JSON.stringify(row(hash, subscriber)));
    if (lines.length < KEYS_AT_ONCE) continue;
    yield separator + lines.join(",\n");
    separator = ",\n";
    lines = [];
  }
  if (lines.length > 0) yield separator + lines.join(",\n");
  yield "]}\n";
}

type KeyTuple = [
  hash: string,
  subscription: string,
  application: string,
  plan: string,
  api: string,
  Subscriber["status"],
  starts: number | null,
  ends: number | null,
  expires: number | null,
  revoked: boolean,
];

function row(hash: string, key: Subscriber): KeyTuple {
  return [
    hash,
    key.subscriptionId,
    key.applicationId,
    key.planId,
    key.apiId,
    key.status,
    key.startsAtMs,
    key.endsAtMs,
    key.keyExpiresAtMs,
    key.keyRevoked,
  ];
}

/** The file is ours and replaced whole: its format's number says enough. */
function parse(document: unknown): LastKnownGood {
  const { format, apis, dataKeys, keys, prices } = document as StoredFile;
  if (format !== FORMAT) throw new Error(`format ${format} is not known`);
  return {
    apis,
    // The version before wrote none.
    prices: prices ?? [],
    dataKeys: dataKeys.map(({ id, wrapped, createdAt, retiredAt }) => ({
      id,
      wrapped: Buffer.from(wrapped, "base64"),
      createdAt: new Date(createdAt),
      retiredAt: retiredAt === null ? null : new Date(retiredAt),
    })),
    keys: keys.map(([hash, subscriptionId, applicationId, planId, apiId, status, startsAtMs, endsAtMs, keyExpiresAtMs, keyRevoked]) => [
      hash,
      { subscriptionId, applicationId, planId, apiId, status, startsAtMs, endsAtMs, keyExpiresAtMs, keyRevoked },
    ]),
  };
}

interface StoredFile {
  readonly format: number;
  readonly apis: readonly DeployedApi[];
  readonly dataKeys: readonly StoredDataKey[];
  readonly keys: readonly KeyTuple[];
  readonly prices?: readonly OwnPrice[];
}

interface StoredDataKey {
  readonly id: string;
  readonly wrapped: string;
  readonly createdAt: string;
  readonly retiredAt: string | null;
}
