import { recordSignIn } from "@sluice/management/audit/record-sign-in";
import type { ManagementContext } from "@sluice/management/context";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { betterAuth } from "better-auth/minimal";
import { z } from "zod";
import type { ServerEnvironment } from "./environment.ts";

export type Auth = ReturnType<typeof createAuth>;

const DAY_SECONDS = 86_400;
/** How exactly a session says when it was last used; each step is a write. */
const LAST_USE_SECONDS = 300;

type Db = ManagementContext["db"];

export interface AuthOptions extends Pick<ServerEnvironment, "authSecret" | "cookiePrefix"> {
  /** Browsers keep a Secure cookie from http:// not at all: only an address that is https gets one. */
  readonly secure: boolean;
}

/**
 * Sessions, and sign-in by e-mail and password. Accounts are made by invitations, not by whoever comes along. The console's address is
 * that of each request (see `auth-request.ts`): better-auth trusts that origin and no other.
 */
export function createAuth(db: Db, { authSecret, cookiePrefix, secure }: AuthOptions) {
  return betterAuth({
    secret: authSecret,
    database: prismaAdapter(db, { provider: "postgresql", transaction: false }),
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: {
      additionalFields: {
        role: { type: "string", input: false, defaultValue: "viewer" },
        disabledAt: { type: "date", input: false, required: false },
      },
    },
    session: { expiresIn: 7 * DAY_SECONDS, updateAge: LAST_USE_SECONDS },
    // Tries are counted by `sign-in-throttle.ts`, which nobody can use to shut others out.
    rateLimit: { enabled: false },
    databaseHooks: {
      session: { create: { before: (session) => refuseDisabled(db, session.userId), after: (session) => noteSignIn(db, session) } },
    },
    plugins: [{ id: "sluice-sessions", endpoints: { openSession } }],
    advanced: {
      // `__Host-`: set by this very host over https, and by no sibling domain.
      cookiePrefix: secure ? `__Host-${cookiePrefix}` : cookiePrefix,
      useSecureCookies: false,
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true, path: "/", secure },
      // The address as `watch-callers.ts` found it, whole.
      ipAddress: { ipv6Subnet: 128 },
    },
    telemetry: { enabled: false },
    logger: { level: "error" },
  });
}

/** For whom OpenID Connect has let in. Without a path: it is called by this server, and by nobody over HTTP. */
const openSession = createAuthEndpoint({ method: "POST", body: z.object({ userId: z.string() }) }, async (context) => {
  const { internalAdapter } = context.context;
  const user = await internalAdapter.findUserById(context.body.userId);
  const session = user ? await internalAdapter.createSession(user.id) : null;
  if (!user || !session) throw new APIError("UNAUTHORIZED");
  await setSessionCookie(context, { session, user });
});

/** In the words of a wrong password: whoever guesses is not told that the account is there. Comes after the hashing, so takes as long. */
async function refuseDisabled(db: Db, userId: string): Promise<void> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { disabledAt: true } });
  if (!user || user.disabledAt)
    throw new APIError("UNAUTHORIZED", { code: "INVALID_EMAIL_OR_PASSWORD", message: "Invalid email or password" });
}

/** Every way in makes a session, whoever has let them in. */
async function noteSignIn(db: Db, { userId, ipAddress }: { readonly userId: string; readonly ipAddress?: unknown }): Promise<void> {
  await recordSignIn(db, { kind: "sign-in", userId, ip: typeof ipAddress === "string" && ipAddress !== "" ? ipAddress : null });
  await db.user.updateMany({ where: { id: userId }, data: { lastSignInAt: new Date() } });
}
