import { ManagementError } from "@sluice/management/management-error";
import { addressedRequest } from "./auth-request.ts";
import { respond, respondToFailure } from "./respond.ts";
import { serverRuntime } from "./runtime.ts";
import { SignInThrottle } from "./sign-in-throttle.ts";

/** An e-mail address and a password. */
const LONGEST_BODY_BYTES = 16_384;

const throttle = new SignInThrottle();

/** Sign-in, sign-out and session, by better-auth under the address that the browser used. */
export async function handleAuth(request: Request): Promise<Response> {
  if (Number(request.headers.get("content-length") ?? 0) > LONGEST_BODY_BYTES || request.headers.has("transfer-encoding")) {
    return respond(new ManagementError("too_large", `The body must say its length, and be at most ${LONGEST_BODY_BYTES} bytes.`));
  }
  try {
    const { auth } = await serverRuntime();
    const addressed = addressedRequest(request);
    const isSignIn = new URL(request.url).pathname.endsWith("/sign-in/email");
    return isSignIn ? await throttled(addressed, auth.handler) : await auth.handler(addressed);
  } catch (error) {
    return respondToFailure(error, `${request.method} ${new URL(request.url).pathname}`);
  }
}

async function throttled(request: Request, signIn: (request: Request) => Promise<Response>): Promise<Response> {
  const email = await emailIn(request.clone());
  const wait = throttle.waitSeconds(email, Date.now());
  if (wait > 0) {
    const headers = { "retry-after": String(wait), "cache-control": "no-store" };
    return Response.json({ code: "TOO_MANY_REQUESTS", message: "Too many wrong passwords for this account." }, { status: 429, headers });
  }
  const response = await signIn(request);
  if (response.status === 401) throttle.failed(email, Date.now());
  if (response.ok) throttle.succeeded(email);
  return response;
}

/** The account that is tried; empty when the body names none. */
async function emailIn(request: Request): Promise<string> {
  try {
    const body: unknown = await request.json();
    const email = typeof body === "object" && body !== null && "email" in body ? body.email : "";
    return typeof email === "string" ? email.trim().toLowerCase() : "";
  } catch {
    return "";
  }
}
