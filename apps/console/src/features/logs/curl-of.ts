import type { LogEntry } from "@sluice/definition/logs";
import { singleQuoted } from "../../components/ready-calls/shell-word.ts";
import { baseUrlOf } from "../../lib/base-url.ts";

/** The same call again, as far as it is known: its content is not kept, and a key never is. */
export function curlOf(
  { method, path, modelAsked, streamed }: Pick<LogEntry, "method" | "path" | "modelAsked" | "streamed">,
  gatewayUrl: string,
): string {
  const lines = [`curl ${singleQuoted(baseUrlOf(gatewayUrl, path))}`, `-H "Authorization: Bearer $SLUICE_API_KEY"`];
  if (method === "GET") return lines.join(" \\\n  ");
  const body = {
    ...(modelAsked === null ? {} : { model: modelAsked }),
    messages: [{ role: "user", content: "Hello" }],
    ...(streamed ? { stream: true } : {}),
  };
  const verb = method === "POST" ? [] : [`-X ${method}`];
  return [...lines, ...verb, "-H 'Content-Type: application/json'", `-d ${singleQuoted(JSON.stringify(body))}`].join(" \\\n  ");
}
