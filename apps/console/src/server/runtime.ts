import { connectManagement } from "@sluice/management/connect-management";
import type { Settings } from "@sluice/management/context";
import { type Auth, createAuth } from "./auth.ts";
import { addressedOrigin } from "./auth-request.ts";
import { DEVICE_LIFETIME_SECONDS } from "./device-cookie.ts";
import { readEnvironment } from "./environment.ts";
import type { CookieKind } from "./signed-cookie.ts";

type Connected = Awaited<ReturnType<typeof connectManagement>>;

export interface ServerRuntime extends Connected {
  readonly settings: Settings;
  /** Where people reach the console, when that is known. */
  readonly consoleUrl: string | null;
  readonly deviceCookies: CookieKind;
  /** Kept by a browser between leaving for an OpenID Connect issuer and coming back. */
  readonly attemptCookie: CookieKind;
  /** True when the browser addressed the console by https. */
  isSecure(headers: Headers): boolean;
  /** Its cookies are those of the scheme that the browser used. */
  authFor(headers: Headers): Auth;
}

/** Next loads this module once per bundle and again on every edit; the process has one pool of connections all the same. */
const holder = globalThis as typeof globalThis & { sluiceRuntime?: Promise<ServerRuntime> };

/** What the console's server side shares. Rejects while the database is not reachable, and tries again at the next call. */
export async function serverRuntime(): Promise<ServerRuntime> {
  holder.sluiceRuntime ??= start();
  try {
    return await holder.sluiceRuntime;
  } catch (error) {
    delete holder.sluiceRuntime;
    throw error;
  }
}

/** Time to sign in at the issuer, and to find one's second factor. */
const ATTEMPT_SECONDS = 900;
/** Another console may have made a new data key: what is sealed later than this after it is found by the next rotation. */
const REFRESH_KEYS_MS = 10_000;

async function start(): Promise<ServerRuntime> {
  const environment = readEnvironment(process.env);
  const connected = await connectManagement(environment);
  // A database that is away is said by whatever needs it.
  setInterval(() => void connected.secretBox.refresh().catch(() => {}), REFRESH_KEYS_MS).unref();
  const { settings, consoleUrl, cookiePrefix, cookieSecret } = environment;
  const auths = {
    http: createAuth(connected.db, { ...environment, secure: false }),
    https: createAuth(connected.db, { ...environment, secure: true }),
  };
  const isSecure = (headers: Headers) => addressedOrigin(headers, consoleUrl)?.startsWith("https:") ?? false;
  return {
    ...connected,
    settings,
    consoleUrl,
    deviceCookies: { name: `${cookiePrefix}.device`, secret: cookieSecret, lifetimeSeconds: DEVICE_LIFETIME_SECONDS },
    attemptCookie: { name: `${cookiePrefix}.oidc`, secret: `${cookieSecret} oidc`, lifetimeSeconds: ATTEMPT_SECONDS },
    isSecure,
    authFor: (headers) => (isSecure(headers) ? auths.https : auths.http),
  };
}
