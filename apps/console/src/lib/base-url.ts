/** `http://localhost:8082/llmtest`, with or without a slash at the gateway's end. */
export function baseUrlOf(gatewayUrl: string, path: string): string {
  return `${gatewayUrl.replace(/\/+$/, "")}${path}`;
}
