import { ManagementError } from "@sluice/management/management-error";
import { addressedRequest } from "./auth-request.ts";
import { respond, respondToFailure } from "./respond.ts";
import { serverRuntime } from "./runtime.ts";

/** An e-mail address and a password. */
const LONGEST_BODY_BYTES = 16_384;

/** Sign-in, sign-out and session, by better-auth under the address that the browser used. */
export async function handleAuth(request: Request): Promise<Response> {
  if (Number(request.headers.get("content-length") ?? 0) > LONGEST_BODY_BYTES || request.headers.has("transfer-encoding")) {
    return respond(new ManagementError("too_large", `The body must say its length, and be at most ${LONGEST_BODY_BYTES} bytes.`));
  }
  try {
    const { auth } = await serverRuntime();
    return await auth.handler(addressedRequest(request));
  } catch (error) {
    return respondToFailure(error, `${request.method} ${new URL(request.url).pathname}`);
  }
}
