import { estimateInputTokens } from "@sluice/providers/messages/estimate-tokens";
import type { Target } from "../runtime/compiled-api.ts";
import type { Exchange } from "./exchange.ts";
import type { Call } from "./read-call.ts";

/**
 * Answers `count_tokens` for a provider that counts none over this wire. Agents ask before they shorten a conversation: an estimate,
 * named as one in a header, serves them better than a refusal.
 */
export function answerEstimate(exchange: Exchange, call: Call, target: Target): void {
  exchange.target = target;
  const tokens = estimateInputTokens(JSON.parse(call.body.toString()) as Record<string, unknown>);
  const body = JSON.stringify({ input_tokens: tokens });
  const headers = exchange.answerHeaders();
  headers.push("content-type", "application/json", "content-length", String(Buffer.byteLength(body)));
  headers.push("x-llm-proxy-token-count", "estimated");
  exchange.writeHead(200, headers);
  exchange.end(body);
}
