import { createHmac, timingSafeEqual } from "node:crypto";

/** A cookie of ours whose text nobody changed. `__Host-` behind https: set by this very host, and by no sibling domain. */
export interface CookieKind {
  readonly name: string;
  readonly secret: string;
  readonly lifetimeSeconds: number;
}

interface Setting {
  /** No semicolon and no dot: base64url, or words of it. */
  readonly text: string;
  /** Signed along, and not in the cookie. */
  readonly about?: string;
  readonly secure: boolean;
}

/** A `Set-Cookie` header's value. */
export function signedCookie({ name, secret, lifetimeSeconds }: CookieKind, { text, about = "", secure }: Setting): string {
  const attributes = `Path=/; Max-Age=${lifetimeSeconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  return `${hostName(name, secure)}=${text}.${sign(secret, text, about)}; ${attributes}`;
}

/** The text of the cookie that came along, under either scheme's name; null when there is none, or none of ours. */
export function readSignedCookie({ name, secret }: CookieKind, headers: Headers, about = ""): string | null {
  for (const secure of [true, false]) {
    const value = cookieIn(headers, hostName(name, secure)) ?? "";
    const dot = value.lastIndexOf(".");
    const text = value.slice(0, Math.max(0, dot));
    if (text !== "" && isSame(value.slice(dot + 1), sign(secret, text, about))) return text;
  }
  return null;
}

function hostName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

function sign(secret: string, text: string, about: string): string {
  return createHmac("sha256", secret).update(`${text}.${about}`).digest("base64url");
}

function isSame(given: string, expected: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

function cookieIn(headers: Headers, name: string): string | null {
  const pairs = headers.get("cookie")?.split(/;\s*/) ?? [];
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}
