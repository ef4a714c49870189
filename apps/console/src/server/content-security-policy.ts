export interface PolicyOptions {
  /** Of this one answer: Next puts it on its own scripts, and the page's layout on ours. */
  readonly nonce: string;
  /** Where consumers reach the gateway: the playground calls it from the page. */
  readonly gatewayUrl: string;
  /** React's development build evaluates text to show where an error came from, and speaks to its server by WebSocket. */
  readonly development: boolean;
}

/** What a page may load and call: its own server, the gateway, and no script that this answer did not bring along. It is never framed. */
export function contentSecurityPolicy({ nonce, gatewayUrl, development }: PolicyOptions): string {
  const gateway = webOrigin(gatewayUrl);
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${development ? " 'unsafe-eval'" : ""}`,
    // Components place what floats by style attributes; a style runs nothing.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${gateway ? ` ${gateway} ${gateway.replace(/^http/, "ws")}` : ""}${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function webOrigin(url: string): string | null {
  return URL.canParse(url) && /^https?:/.test(url) ? new URL(url).origin : null;
}
