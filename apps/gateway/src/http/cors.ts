import type { IncomingMessage } from "node:http";
import type { Cors } from "@sluice/definition/listener";

const NONE: readonly string[] = [];
/** What a page needs in order to report a failure and to know when to come back. */
const ALWAYS_EXPOSED = ["x-request-id", "retry-after"];

/** Whose rules a page's call goes by: the API's, and the console's own pages may always call (`consoleOrigins`). */
export function corsFor(cors: Cors | null, req: IncomingMessage, consoleOrigins: readonly string[]): Cors | null {
  const { origin } = req.headers;
  if (origin === undefined || !consoleOrigins.includes(origin)) return cors;
  return {
    enabled: true,
    allowOrigin: [origin],
    allowMethods: ["GET", "POST", "OPTIONS"],
    allowHeaders: ["*"],
    exposeHeaders: [],
    // A call from there is known by the key that a person typed, and by nothing that a browser adds.
    allowCredentials: false,
    maxAge: 600,
  };
}

/** CORS headers of an answer, names and values in turn; empty when the API has no CORS or the caller is not an allowed page. */
export function corsHeaders(cors: Cors | null, req: IncomingMessage): readonly string[] {
  const { origin } = req.headers;
  if (cors === null || !cors.enabled || origin === undefined) return NONE;
  // Caches must not hand one origin's answer to another, a refused one's neither.
  const any = cors.allowOrigin.includes("*");
  if (!any && !cors.allowOrigin.includes(origin)) return ["vary", "origin"];
  const exposed = [...new Set([...ALWAYS_EXPOSED, ...cors.exposeHeaders.map((name) => name.toLowerCase())])].join(", ");
  const headers = ["access-control-allow-origin", any ? "*" : origin, "access-control-expose-headers", exposed];
  if (!any) headers.push("vary", "origin");
  if (cors.allowCredentials) headers.push("access-control-allow-credentials", "true");
  return headers;
}

/** What a preflight is told beside `corsHeaders`. */
export function preflightHeaders(cors: Cors, req: IncomingMessage): readonly string[] {
  const asked = req.headers["access-control-request-headers"];
  // `*` does not stand for Authorization (Fetch standard, "CORS-preflight cache"), so what is asked for is named.
  const allowed = cors.allowHeaders.includes("*") ? (asked ?? "*") : cors.allowHeaders.join(", ");
  const headers = ["access-control-allow-methods", cors.allowMethods.join(", "), "access-control-allow-headers", allowed];
  if (cors.maxAge >= 0) headers.push("access-control-max-age", String(cors.maxAge));
  return headers;
}

export function isPreflight(req: IncomingMessage): boolean {
  return req.method === "OPTIONS" && req.headers.origin !== undefined && req.headers["access-control-request-method"] !== undefined;
}
