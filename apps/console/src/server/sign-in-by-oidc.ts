import { OIDC_REFUSALS, type OidcRefusal } from "@sluice/definition/oidc";
import { beginOidcSignIn, type OidcAttempt } from "@sluice/management/oidc/begin-oidc-sign-in";
import { finishOidcSignIn } from "@sluice/management/oidc/finish-oidc-sign-in";
import { z } from "zod";
import { safeNext } from "../lib/auth-api.ts";
import { paths } from "../lib/paths.ts";
import { addressedOrigin } from "./auth-request.ts";
import { anonymousContext } from "./context.ts";
import { makeDeviceCookie } from "./device-cookie.ts";
import { serverRuntime } from "./runtime.ts";
import { readSignedCookie, signedCookie } from "./signed-cookie.ts";

const attemptSchema = z.object({ providerId: z.string(), state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });

/** Sends the browser to the issuer, and gives it a cookie by which it is known when it comes back. */
export async function leaveForIssuer(request: Request, providerId: string): Promise<Response> {
  const { attemptCookie, isSecure } = await serverRuntime();
  const next = safeNext(new URL(request.url).searchParams.get("next"));
  const departure = await beginOidcSignIn(await anonymousContext(request), providerId, await callbackAddress(request, providerId));
  if (typeof departure === "string") return backToSignIn(departure, next);
  const text = Buffer.from(JSON.stringify({ ...departure.attempt, next })).toString("base64url");
  const cookie = signedCookie(attemptCookie, { text, secure: isSecure(request.headers) });
  return redirectTo(departure.url.href, [cookie]);
}

/** Takes the browser back from the issuer, and opens a session for whom it says it is. */
export async function returnFromIssuer(request: Request, providerId: string): Promise<Response> {
  const { attemptCookie, isSecure, authFor, deviceCookies } = await serverRuntime();
  const secure = isSecure(request.headers);
  const attempt = readAttempt(readSignedCookie(attemptCookie, request.headers));
  // It counts once, whatever comes of it.
  const spent = signedCookie({ ...attemptCookie, lifetimeSeconds: 0 }, { text: "spent", secure });
  if (attempt?.providerId !== providerId) return backToSignIn("interrupted", paths.home, [spent]);
  const answer = new URL(await callbackAddress(request, providerId));
  answer.search = new URL(request.url).search;
  const admitted = await finishOidcSignIn(await anonymousContext(request), attempt, answer);
  if (typeof admitted === "string") return backToSignIn(admitted, attempt.next, [spent]);
  const { headers } = await authFor(request.headers).api.openSession({
    body: { userId: admitted.userId },
    headers: request.headers,
    returnHeaders: true,
  });
  const device = makeDeviceCookie(deviceCookies, { email: admitted.email, now: new Date(), secure });
  return redirectTo(attempt.next, [spent, ...headers.getSetCookie(), device]);
}

async function callbackAddress(request: Request, providerId: string): Promise<string> {
  const { consoleUrl } = await serverRuntime();
  const origin = addressedOrigin(request.headers, consoleUrl) ?? new URL(request.url).origin;
  return `${origin}/api/auth/oidc/${encodeURIComponent(providerId)}/callback`;
}

function readAttempt(text: string | null): (OidcAttempt & { readonly next: string }) | null {
  if (text === null) return null;
  const parsed = attemptSchema.safeParse(JSON.parse(Buffer.from(text, "base64url").toString()));
  return parsed.success ? { ...parsed.data, next: safeNext(parsed.data.next) } : null;
}

/** The page has a sentence for each of these words, and shows no other. */
function backToSignIn(refusal: OidcRefusal, next: string, cookies: readonly string[] = []): Response {
  const problem = OIDC_REFUSALS.find((known) => known === refusal) ?? "refused";
  return redirectTo(`/sign-in?${new URLSearchParams({ problem, next })}`, cookies);
}

function redirectTo(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location, "cache-control": "no-store", "referrer-policy": "no-referrer" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
