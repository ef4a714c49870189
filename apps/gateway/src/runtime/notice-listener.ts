import { CHANNEL, type Notice, parseNotice } from "@sluice/db/channel";
import { Client } from "pg";
import { type Log, reasonOf } from "../log.ts";

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 3_000;

export interface ListenerOptions {
  readonly url: string;
  readonly log: Log;
  readonly onNotice: (notice: Notice) => void;
  /** After each connect: what was said before went unheard. */
  readonly onConnected: () => void;
  /** Once for each connection that was there and broke: often the first sign that the database is gone. */
  readonly onLost: () => void;
}

/** Hears the console's notices on a connection of its own, and opens that again when it breaks. */
export class NoticeListener {
  readonly #options: ListenerOptions;
  #client: Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #waitMs = FIRST_WAIT_MS;
  #stopped = false;
  #connected = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#connected;
  }

  start(): void {
    void this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry) clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = null;
    this.#connected = false;
    await client?.end().catch(() => {});
  }

  /** Asks the connection for a sign of life. One whose other end vanished would be silent for ever, as one without news is. */
  async probe(): Promise<void> {
    const client = this.#client;
    if (!client || !this.#connected) return;
    await client.query("SELECT 1").catch((error: unknown) => this.#lost(client, error));
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#options.url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      application_name: "sluice-gateway-listen",
    });
    this.#client = client;
    client.on("error", (error) => this.#lost(client, error));
    client.on("end", () => this.#lost(client, new Error("the connection was closed")));
    client.on("notification", ({ payload }) => {
      const notice = parseNotice(payload ?? "");
      if (notice) this.#options.onNotice(notice);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      this.#lost(client, error);
      return;
    }
    if (this.#client !== client) return;
    this.#waitMs = FIRST_WAIT_MS;
    this.#connected = true;
    this.#options.onConnected();
  }

  #lost(client: Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = null;
    const wasConnected = this.#connected;
    this.#connected = false;
    client.end().catch(() => {});
    if (this.#stopped) return;
    if (wasConnected) {
      this.#options.log.warn({ reason: reasonOf(error) }, "the database no longer sends notices; reconnecting");
      this.#options.onLost();
    }
    // A part at random, so that gateways do not come back to a restarted database all at once.
    const waitMs = this.#waitMs * (0.5 + Math.random() / 2);
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
    this.#retry = setTimeout(() => void this.#connect(), waitMs);
    this.#retry.unref();
  }
}
