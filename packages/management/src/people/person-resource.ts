import type { Prisma } from "@sluice/db/generated/client";
import { isRole, type Role } from "@sluice/definition/access";
import type { Person } from "@sluice/definition/people";

/** `Account.providerId` of whoever signs in with a password: better-auth's word. */
export const PASSWORD_PROVIDER = "credential";
/** `Account.providerId` of whoever signs in by OpenID Connect is this and the provider's id. */
export const OIDC_PREFIX = "oidc:";

/** What a person is shown with to those who manage people. Never the account itself: it holds the password's hash. */
export const WITH_ACCOUNTS = { accounts: { select: { providerId: true } } } as const satisfies Prisma.UserInclude;

export type StoredPerson = Prisma.UserGetPayload<{ include: typeof WITH_ACCOUNTS }>;

/** What everybody may see of a person. */
export function personSummary({ id, name, email, role }: Pick<StoredPerson, "id" | "name" | "email" | "role">): Person {
  return { id, name, email, role: knownRole(role) };
}

/** What those see who manage people, and oneself. `providers`: id → name. */
export function personResource(row: StoredPerson, providers: ReadonlyMap<string, string>): Person {
  return {
    ...personSummary(row),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    signIn: row.accounts.map(({ providerId }) => {
      if (!providerId.startsWith(OIDC_PREFIX)) return { kind: "password" as const };
      const id = providerId.slice(OIDC_PREFIX.length);
      return { kind: "oidc" as const, provider: providers.get(id) ?? id };
    }),
  };
}

/** A role that this version does not know allows nothing beyond looking. */
export function knownRole(role: string): Role {
  return isRole(role) ? role : "viewer";
}
