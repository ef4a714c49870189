import type { ServerResponse } from "node:http";
import type { Denial } from "@sluice/wire/denial";

interface DenialAnswer {
  /** The refusal in the envelope of the caller's API. */
  readonly body: object;
  /** Names and values in turn: `x-request-id` and what CORS asks for. */
  readonly headers: readonly string[];
}

/** Writes a refusal. */
export function writeDenial(res: ServerResponse, denial: Denial, answer: DenialAnswer): void {
  res.end(writeDenialHead(res, denial, answer));
}

/** Writes a refusal's head, and gives the body that is to end it. */
export function writeDenialHead(res: ServerResponse, denial: Denial, { body: envelope, headers }: DenialAnswer): string {
  const body = JSON.stringify(envelope);
  const all = [...headers, "content-type", "application/json", "content-length", String(Buffer.byteLength(body))];
  const { retryAfterSeconds, challenge } = denial.extra;
  if (retryAfterSeconds !== undefined) all.push("retry-after", String(retryAfterSeconds));
  if (challenge !== undefined || denial.status === 401) all.push("www-authenticate", challenge ?? "Bearer");
  res.writeHead(denial.status, all);
  return body;
}
