/** Headers of a caller's that every provider gets. All else stays at the gateway: keys and cookies above all, then addresses, and what belongs to one connection only. */
export const PASSED_HEADERS = [
  "accept",
  "user-agent",
  "idempotency-key",
  "traceparent",
  "tracestate",
  "x-client-request-id",
  "openai-beta",
  "openai-organization",
  "openai-project",
  "openai-safety-identifier",
  "anthropic-beta",
] as const;

/** What bodies and WebSockets need where they are passed through as they are. */
const OF_THE_MESSAGE = /^(?:content-.*|transfer-encoding|accept-encoding|range|if-.*|host|connection|upgrade|sec-websocket-.*)$/;

/** Whether a header of this name may carry a secret: one that providers are sent may not. */
export function carriesKeys(name: string): boolean {
  const lower = name.toLowerCase();
  return !PASSED_HEADERS.some((passed) => passed === lower) && !OF_THE_MESSAGE.test(lower);
}
