import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { addressedOrigin } from "./server/auth-request.ts";
import { contentSecurityPolicy } from "./server/content-security-policy.ts";
import { NONCE_HEADER, PATH_HEADER } from "./server/path-header.ts";

const NONCE_BYTES = 16;
/** Half a year, for this host alone: whoever shares the domain decides for themselves. */
const STRICT_TRANSPORT = "max-age=15552000";

/**
 * Tells a page its own address, which layouts do not know (whoever has to sign in first comes back to it), and gives each answer a nonce
 * of its own: a script that was smuggled into a page does not know it.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(NONCE_BYTES).toString("base64");
  const { SLUICE_GATEWAY_URL, GATEWAY_PORT = "8082", SLUICE_CONSOLE_URL, NODE_ENV } = process.env;
  const gatewayUrl = SLUICE_GATEWAY_URL || `http://localhost:${GATEWAY_PORT}`;
  const policy = contentSecurityPolicy({ nonce, gatewayUrl, development: NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set(NONCE_HEADER, nonce);
  // Next reads the nonce of its own scripts from here.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  const isSecure = addressedOrigin(request.headers, SLUICE_CONSOLE_URL || null)?.startsWith("https:");
  if (isSecure) response.headers.set("strict-transport-security", STRICT_TRANSPORT);
  return response;
}

export const config = { matcher: ["/((?!api/|_next/|favicon|icon).*)"] };
