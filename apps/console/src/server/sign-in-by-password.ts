import { recordSignIn } from "@sluice/management/audit/record-sign-in";
import { ManagementError } from "@sluice/management/management-error";
import { parseInput } from "@sluice/management/parse-input";
import { z } from "zod";
import { addressedOrigin } from "./auth-request.ts";
import { callerIp } from "./caller-ip.ts";
import { knownDevice, makeDeviceCookie } from "./device-cookie.ts";
import { FairGate } from "./fair-gate.ts";
import { readJson } from "./read-json.ts";
import { respond } from "./respond.ts";
import { serverRuntime } from "./runtime.ts";
import { type Attempt, SignInThrottle } from "./sign-in-throttle.ts";

/** Next may load this module more than once in one process; tries are counted once. */
const holder = globalThis as typeof globalThis & { sluiceSignInThrottle?: SignInThrottle; sluiceSignInGate?: FairGate };

const credentialsSchema = z.object({
  email: z.string().trim().toLowerCase().max(254),
  // Longer ones are nobody's; they are not hashed.
  password: z.string().max(1_024),
});
/** Told to whoever finds the line too long. */
const BUSY_SECONDS = 2;

export function signInThrottle(): SignInThrottle {
  holder.sluiceSignInThrottle ??= new SignInThrottle();
  return holder.sluiceSignInThrottle;
}

/** Signs in by better-auth. Its answer names the session's token beside the cookie that scripts cannot read: that is left out. */
export async function signInByPassword(request: Request): Promise<Response> {
  if (request.method !== "POST") return respond(new ManagementError("method_not_allowed", "Sign in by POST."));
  const body = await readJson(request);
  const credentials = body instanceof ManagementError ? body : parseInput(credentialsSchema, body);
  if (credentials instanceof ManagementError) return respond(credentials);
  const { deviceCookies, db } = await serverRuntime();
  const { headers } = request;
  const device = knownDevice(deviceCookies, { email: credentials.email, headers, now: new Date() });
  const attempt: Attempt = { email: credentials.email, address: callerIp(headers) ?? "", device };
  const wait = signInThrottle().begin(attempt, Date.now());
  if (wait > 0) return tooMany(wait);
  holder.sluiceSignInGate ??= new FairGate();
  const answer = await holder.sluiceSignInGate.run(device ?? attempt.address, () => askBetterAuth(request, credentials));
  if (!answer) return tooMany(BUSY_SECONDS);
  if (answer.status >= 500) throw new Error(`Sign-in answered ${answer.status}.`);
  if (answer.ok) return signedIn(request, { attempt, answer });
  await recordSignIn(db, { kind: "refuse-sign-in", userId: null, email: attempt.email, ip: callerIp(headers) });
  return respond(refused());
}

/** One answer for every reason: the library's own differ in the order of their fields. */
function refused(): ManagementError {
  return new ManagementError("unauthenticated", "That email and password do not go together.");
}

async function askBetterAuth(request: Request, credentials: z.output<typeof credentialsSchema>): Promise<Response> {
  const { authFor, consoleUrl } = await serverRuntime();
  const origin = addressedOrigin(request.headers, consoleUrl) ?? "http://localhost";
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const url = new URL("/api/auth/sign-in/email", origin);
  return authFor(request.headers).handler(new Request(url, { method: "POST", headers, body: JSON.stringify(credentials) }));
}

interface SignedIn {
  readonly attempt: Attempt;
  readonly answer: Response;
}

async function signedIn(request: Request, { attempt, answer }: SignedIn): Promise<Response> {
  const { deviceCookies, isSecure } = await serverRuntime();
  signInThrottle().succeeded(attempt);
  const headers = new Headers({ "cache-control": "no-store" });
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  const secure = isSecure(request.headers);
  headers.append("set-cookie", makeDeviceCookie(deviceCookies, { email: attempt.email, now: new Date(), secure }));
  return Response.json({}, { headers });
}

/** The same for accounts that are there and for those that are not. */
function tooMany(seconds: number): Response {
  const refusal = new ManagementError("rate_limited", `Too many attempts. Wait ${seconds} seconds, then try again.`);
  const response = respond(refusal);
  response.headers.set("retry-after", String(seconds));
  return response;
}
