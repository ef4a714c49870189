import { createHash } from "node:crypto";

/** What is kept of an API token: SHA-256, hex. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
