import type { Received } from "../http/serve.ts";
import { forbidden, type Refusal } from "./refusal.ts";
import { verifySignature } from "./verify-signature.ts";

/** A key that begins so is refused: the way to see what a wrong key does. */
const WRONG_KEY_PREFIX = /^(?:sk-)?invalid/;

/** Why this caller is refused; null when it may go on: with an AWS signature that verifies, or with any bearer key. */
export function accessRefusal({ request, body }: Pick<Received, "request" | "body">, nowMs: number): Refusal | null {
  const { authorization = "" } = request.headers;
  const bearer = /^Bearer\s+(.+)$/i.exec(authorization)?.[1];
  if (bearer !== undefined)
    return WRONG_KEY_PREFIX.test(bearer)
      ? forbidden("AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.")
      : null;
  if (authorization === "") return forbidden("MissingAuthenticationTokenException", "Missing Authentication Token");
  return verifySignature({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body }, nowMs);
}
