import { randomBytes } from "node:crypto";
import { type CookieKind, readSignedCookie, signedCookie } from "./signed-cookie.ts";

/** Half a year: whoever comes back after longer is as unknown as anybody. */
export const DEVICE_LIFETIME_SECONDS = 180 * 86_400;
const NONCE_BYTES = 16;

/**
 * A cookie that says: from this browser this account was signed in to before. It lets nobody in; it keeps whoever holds it out of the
 * line that strangers who guess at the account have to stand in (OWASP, "Slow down online guessing attacks with device cookies").
 */
export function makeDeviceCookie(kind: CookieKind, { email, now, secure }: { email: string; now: Date; secure: boolean }): string {
  const text = `${randomBytes(NONCE_BYTES).toString("base64url")}.${Math.floor(now.getTime() / 1000)}`;
  return signedCookie(kind, { text, about: email, secure });
}

/** What tells this device from others that know the account; null for a stranger. */
export function knownDevice(kind: CookieKind, { email, headers, now }: { email: string; headers: Headers; now: Date }): string | null {
  const [nonce, issued] = readSignedCookie(kind, headers, email)?.split(".") ?? [];
  const ageSeconds = now.getTime() / 1000 - Number(issued);
  return nonce && ageSeconds < kind.lifetimeSeconds ? nonce : null;
}
