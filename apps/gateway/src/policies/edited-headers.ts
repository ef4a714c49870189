import type { IncomingHttpHeaders } from "node:http";
import type { HeaderEdits } from "@sluice/policies/policy-context";

/** What belongs to a connection, says how a body is framed, or is somebody's credential: not for a policy to change. */
const FIXED: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
  "cookie",
  "set-cookie",
  "host",
  "connection",
  "keep-alive",
  "upgrade",
  "te",
  "trailer",
  "transfer-encoding",
  "content-length",
  "content-type",
  "content-encoding",
  "accept-encoding",
  "x-request-id",
  "x-accel-buffering",
]);
/** AWS signs these; changing one would break the signature. */
const FIXED_PREFIX = "x-amz-";

/** Changes that policies ask for, kept until the headers are there that they are made to. */
export class EditedHeaders implements HeaderEdits {
  readonly #set = new Map<string, string>();
  readonly #removed = new Set<string>();
  #kept: ReadonlySet<string> | null = null;

  set(name: string, value: string): void {
    if (isFixed(name)) return;
    this.#removed.delete(name);
    this.#set.set(name, value);
  }

  remove(name: string): void {
    if (isFixed(name)) return;
    this.#set.delete(name);
    this.#removed.add(name);
  }

  keepOnly(names: readonly string[]): void {
    this.#kept = new Set(names);
    for (const name of this.#set.keys()) if (!this.#kept.has(name)) this.#set.delete(name);
  }

  /** What is left of a caller's headers; the added ones are not among them. */
  left(headers: IncomingHttpHeaders): IncomingHttpHeaders {
    if (this.#kept === null && this.#set.size === 0 && this.#removed.size === 0) return headers;
    return Object.fromEntries(Object.entries(headers).filter(([name]) => this.#stays(name)));
  }

  /** Those that were set, names and values in turn. */
  get added(): readonly string[] {
    return [...this.#set].flat();
  }

  /** An answer's headers, names and values in turn, changed. */
  apply(headers: readonly string[]): string[] {
    const changed: string[] = [];
    for (let at = 0; at + 1 < headers.length; at += 2) {
      const name = headers[at] ?? "";
      if (this.#stays(name.toLowerCase())) changed.push(name, headers[at + 1] ?? "");
    }
    for (const [name, value] of this.#set) changed.push(name, value);
    return changed;
  }

  #stays(name: string): boolean {
    if (isFixed(name)) return true;
    if (this.#removed.has(name) || this.#set.has(name)) return false;
    return this.#kept === null || this.#kept.has(name);
  }
}

function isFixed(name: string): boolean {
  return FIXED.has(name) || name.startsWith(FIXED_PREFIX);
}
