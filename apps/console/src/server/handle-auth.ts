import { ManagementError } from "@sluice/management/management-error";
import { addressedRequest, isCrossSite, isNotJson } from "./auth-request.ts";
import { respond, respondToFailure } from "./respond.ts";
import { serverRuntime } from "./runtime.ts";
import { signInByPassword } from "./sign-in-by-password.ts";

/** An e-mail address and a password. */
const LONGEST_BODY_BYTES = 16_384;

/** Sign-in and sign-out, and nothing else of what better-auth can: its other calls hand out session tokens, or change accounts unaudited. */
export async function handleAuth(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  try {
    const refusal = refuse(request);
    if (refusal) return respond(refusal);
    const { authFor, consoleUrl } = await serverRuntime();
    if (pathname === "/api/auth/sign-in/email") return await signInByPassword(request);
    if (pathname === "/api/auth/sign-out") return await authFor(request.headers).handler(addressedRequest(request, consoleUrl));
    return respond(new ManagementError("not_found", `There is nothing at ${pathname}.`));
  } catch (error) {
    return respondToFailure(error, `${request.method} ${pathname}`);
  }
}

function refuse({ headers }: Request): ManagementError | null {
  if (isCrossSite(headers)) return new ManagementError("forbidden", "Another site cannot sign you in or out.");
  if (isNotJson(headers)) return new ManagementError("unsupported_media_type", "Send JSON, as: Content-Type: application/json.");
  if (Number(headers.get("content-length") ?? 0) > LONGEST_BODY_BYTES || headers.has("transfer-encoding"))
    return new ManagementError("too_large", `The body must say its length, and be at most ${LONGEST_BODY_BYTES} bytes.`);
  return null;
}
