import { isObject } from "@sluice/definition/json";
import type { Pools } from "./pools.ts";

const CONNECT_MS = 2_000;
/** From the first byte sent to the last one read. A caller waits behind this. */
const LONGEST_WAIT_MS = 5_000;
/** A key set of a hundred keys with their certificates is some 200 kB; an introspection is 1 kB. */
const LONGEST_ANSWER_BYTES = 512 * 1024;

export interface JsonRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * The JSON object that an identity provider answers. Throws when there is none: unreachable, slow, too long, another status than 200,
 * no object. Redirects are not followed: they would lead a publisher's address to one that nobody allowed.
 */
export async function fetchJson(pools: Pools, { url, method, headers = {}, body }: JsonRequest): Promise<Record<string, unknown>> {
  const { origin, pathname, search } = new URL(url);
  const answer = await pools.get(origin, CONNECT_MS).request({
    method,
    path: pathname + search,
    headers: { accept: "application/json", ...headers },
    body: body ?? null,
    signal: AbortSignal.timeout(LONGEST_WAIT_MS),
  });
  if (answer.statusCode !== 200) {
    answer.body.on("error", () => {}).destroy();
    throw new Error(`status ${answer.statusCode}`);
  }
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of answer.body as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > LONGEST_ANSWER_BYTES) throw new Error("the answer is too long");
    pieces.push(piece);
  }
  const parsed: unknown = JSON.parse(Buffer.concat(pieces).toString());
  if (!isObject(parsed)) throw new Error("the answer is no JSON object");
  return parsed as Record<string, unknown>;
}
