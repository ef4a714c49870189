import type { ServerResponse } from "node:http";
import { type Denial, openAiError } from "@sluice/wire/denial";

/** Writes a refusal in OpenAI's envelope. `headers` are names and values in turn: `x-request-id` and what CORS asks for. */
export function writeDenial(res: ServerResponse, denial: Denial, headers: readonly string[]): void {
  const body = JSON.stringify(openAiError(denial));
  const all = [...headers, "content-type", "application/json", "content-length", String(Buffer.byteLength(body))];
  const { retryAfterSeconds } = denial.extra;
  if (retryAfterSeconds !== undefined) all.push("retry-after", String(retryAfterSeconds));
  if (denial.status === 401) all.push("www-authenticate", "Bearer");
  res.writeHead(denial.status, all);
  res.end(body);
}
