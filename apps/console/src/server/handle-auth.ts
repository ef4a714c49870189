import { recordSignIn } from "@sluice/management/audit/record-sign-in";
import { ManagementError } from "@sluice/management/management-error";
import { addressedRequest, isCrossSite, isNotJson } from "./auth-request.ts";
import { callerIp } from "./caller-ip.ts";
import { respond, respondToFailure } from "./respond.ts";
import { serverRuntime } from "./runtime.ts";
import { userOfSession } from "./session.ts";
import { leaveForIssuer, returnFromIssuer } from "./sign-in-by-oidc.ts";
import { signInByPassword } from "./sign-in-by-password.ts";

/** An e-mail address and a password. */
const LONGEST_BODY_BYTES = 16_384;

/** Sign-in and sign-out, and nothing else of what better-auth can: its other calls hand out session tokens, or change accounts unaudited. */
export async function handleAuth(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  try {
    // An issuer's answer comes from another site; its own state tells whether it was asked for.
    const [, id, back] = /^\/api\/auth\/oidc\/([a-z0-9-]+)(\/callback)?$/.exec(pathname) ?? [];
    if (id && request.method === "GET") return await (back ? returnFromIssuer : leaveForIssuer)(request, id);
    const refusal = refuse(request);
    if (refusal) return respond(refusal);
    if (pathname === "/api/auth/sign-in/email") return await signInByPassword(request);
    if (pathname === "/api/auth/sign-out") return await signOut(request);
    return respond(new ManagementError("not_found", `There is nothing at ${pathname}.`));
  } catch (error) {
    return respondToFailure(error, `${request.method} ${pathname}`);
  }
}

async function signOut(request: Request): Promise<Response> {
  const { authFor, consoleUrl, db } = await serverRuntime();
  // Afterwards nobody knows any more who it was.
  const user = await userOfSession(request.headers);
  const answer = await authFor(request.headers).handler(addressedRequest(request, consoleUrl));
  if (user && answer.ok) await recordSignIn(db, { kind: "sign-out", userId: user.id, ip: callerIp(request.headers) });
  return answer;
}

function refuse({ headers }: Request): ManagementError | null {
  if (isCrossSite(headers)) return new ManagementError("forbidden", "Another site cannot sign you in or out.");
  if (isNotJson(headers)) return new ManagementError("unsupported_media_type", "Send JSON, as: Content-Type: application/json.");
  if (Number(headers.get("content-length") ?? 0) > LONGEST_BODY_BYTES || headers.has("transfer-encoding"))
    return new ManagementError("too_large", `The body must say its length, and be at most ${LONGEST_BODY_BYTES} bytes.`);
  return null;
}
