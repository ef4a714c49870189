/**
 * The origin that the browser addressed, from the Host header: behind Next, a request's own URL names the socket it was bound to.
 * `https` when a proxy in front says so. Null without a usable Host header.
 */
export function addressedOrigin(headers: Headers): string | null {
  const host = headers.get("host");
  if (!host || !/^[a-zA-Z0-9.:[\]-]+$/.test(host)) return null;
  const scheme = headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https" ? "https" : "http";
  return `${scheme}://${host.toLowerCase()}`;
}

/** The same request under the address that the browser used, which better-auth takes for its own. */
export function addressedRequest(request: Request): Request {
  const origin = addressedOrigin(request.headers);
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

function originHost(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
