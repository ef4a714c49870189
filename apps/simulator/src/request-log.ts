import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

export interface SeenRequest {
  /** The `x-request-id` of its answer. */
  readonly id: string;
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Its beginning, as text. */
  readonly body: string;
}

/** What a test looks back at. */
const MAX_REQUESTS = 200;
const MAX_BODY_CHARACTERS = 64 * 1024;

/** The last requests, oldest first. */
export class RequestLog {
  readonly entries: SeenRequest[] = [];
  #count = 0;

  /** Returns the request's id. */
  add(request: IncomingMessage, body: Buffer | null): string {
    this.#count += 1;
    const id = `req_${String(this.#count).padStart(32, "0")}`;
    const text = body?.toString("utf8", 0, MAX_BODY_CHARACTERS) ?? "";
    this.entries.push({ id, method: request.method ?? "", url: request.url ?? "", headers: request.headers, body: text });
    if (this.entries.length > MAX_REQUESTS) this.entries.shift();
    return id;
  }
}
