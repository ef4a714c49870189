import type { ManagementContext } from "@sluice/management/context";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import type { ServerEnvironment } from "./environment.ts";

export type Auth = ReturnType<typeof createAuth>;

const DAY_SECONDS = 86_400;

type AuthEnvironment = Pick<ServerEnvironment, "authSecret" | "cookiePrefix" | "consoleUrl">;

/**
 * Sign-in by e-mail and password. Accounts are made by the setup, not by whoever comes along. The console's address is that of each
 * request (see `auth-request.ts`): better-auth trusts that origin and no other.
 */
export function createAuth(db: ManagementContext["db"], { authSecret, cookiePrefix, consoleUrl }: AuthEnvironment) {
  return betterAuth({
    secret: authSecret,
    database: prismaAdapter(db, { provider: "postgresql", transaction: false }),
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: { additionalFields: { role: { type: "string", input: false, defaultValue: "viewer" } } },
    session: { expiresIn: 7 * DAY_SECONDS, updateAge: DAY_SECONDS },
    rateLimit: { enabled: true, storage: "database", customRules: { "/sign-in/email": false } },
    advanced: {
      cookiePrefix,
      // Browsers keep a "secure" cookie from http://: only an address that is said to be https gets one.
      useSecureCookies: consoleUrl?.startsWith("https://") ?? false,
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true, path: "/" },
    },
    telemetry: { enabled: false },
    logger: { level: "error" },
  });
}
