import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Half a year: whoever comes back after longer is as unknown as anybody. */
const LIFETIME_SECONDS = 180 * 86_400;
const NONCE_BYTES = 16;

export interface DeviceCookies {
  readonly name: string;
  readonly secret: string;
}

/**
 * A cookie that says: from this browser this account was signed in to before. It lets nobody in; it keeps whoever holds it out of the
 * line that strangers who guess at the account have to stand in (OWASP, "Slow down online guessing attacks with device cookies").
 */
export function makeDeviceCookie(
  { name, secret }: DeviceCookies,
  { email, now, secure }: { email: string; now: Date; secure: boolean },
): string {
  const stated = `${randomBytes(NONCE_BYTES).toString("base64url")}.${Math.floor(now.getTime() / 1000)}`;
  const attributes = `Path=/; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  return `${nameOf(name, secure)}=${stated}.${sign(secret, email, stated)}; ${attributes}`;
}

/** What tells this device from others that know the account; null for a stranger. */
export function knownDevice(
  cookies: DeviceCookies,
  { email, headers, now }: { email: string; headers: Headers; now: Date },
): string | null {
  for (const secure of [true, false]) {
    const value = cookieIn(headers, nameOf(cookies.name, secure));
    const [nonce = "", issued = "", signature = ""] = value?.split(".") ?? [];
    const ageSeconds = now.getTime() / 1000 - Number(issued);
    if (!(ageSeconds >= -60 && ageSeconds < LIFETIME_SECONDS)) continue;
    if (isSame(signature, sign(cookies.secret, email, `${nonce}.${issued}`))) return nonce;
  }
  return null;
}

/** `__Host-`: set by this very host over https, and by no sibling domain. */
function nameOf(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

function sign(secret: string, email: string, stated: string): string {
  return createHmac("sha256", secret).update(`${stated}.${email}`).digest("base64url");
}

function isSame(given: string, expected: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

function cookieIn(headers: Headers, name: string): string | null {
  const pairs = headers.get("cookie")?.split(/;\s*/) ?? [];
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}
