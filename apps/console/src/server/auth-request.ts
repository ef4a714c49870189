/**
 * The origin that the browser addressed, from the Host header: behind Next, a request's own URL names the socket it was bound to.
 * `https` when a proxy in front says so, or when the console's own address is this one and says so. Null without a usable Host header.
 */
export function addressedOrigin(headers: Headers, consoleUrl: string | null = null): string | null {
  const host = headers.get("host")?.toLowerCase();
  if (!host || !/^[a-z0-9.:[\]-]+$/.test(host)) return null;
  const own = consoleUrl === null ? null : new URL(consoleUrl);
  if (own?.host === host) return own.origin;
  const scheme = headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https" ? "https" : "http";
  return `${scheme}://${host}`;
}

/** The same request under the address that the browser used, which better-auth takes for its own. */
export function addressedRequest(request: Request, consoleUrl: string | null = null): Request {
  const origin = addressedOrigin(request.headers, consoleUrl);
  if (!origin) return request;
  const { pathname, search } = new URL(request.url);
  return new Request(new URL(pathname + search, origin), request);
}

/**
 * True when a browser says that another site caused this request. Session cookies go along with such requests; a caller that is no
 * browser says nothing of the kind and has no one's cookies.
 */
export function isCrossSite(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  if (origin === null) return false;
  return originHost(origin) !== headers.get("host")?.toLowerCase();
}

/** True when a request has a body that is not said to be JSON. A page of another site can send forms and plain text without asking first. */
export function isNotJson(headers: Headers): boolean {
  const type = headers.get("content-type");
  const length = headers.get("content-length");
  const hasBody = headers.has("transfer-encoding") || (length !== null && length !== "0");
  return type === null ? hasBody : !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type);
}

/** True for a spreadsheet's file. Nor can another site send that without asking first. */
export function isCsv(headers: Headers): boolean {
  return /^text\/csv\s*(?:;|$)/i.test(headers.get("content-type") ?? "");
}

function originHost(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
