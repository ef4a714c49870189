import type { ApiRole, ApplicationRole, Permission, Role } from "@sluice/definition/access";
import { hashToken } from "@sluice/management/access/hash-token";
import type { ManagementContext } from "@sluice/management/context";

/** Nobody: whatever they ask for, they are told to say who they are. */
export const OUTSIDERS = ["nobody", "an unknown token", "an expired token", "a revoked token", "a disabled administrator"] as const;

/** By their role alone; they are members of nothing. */
const BY_ROLE = ["viewer", "consumer", "publisher", "administrator"] as const;

/** Consumers by their role, and somebody on the API or the application of the call. */
const ON_THE_API = { "API's owner": "OWNER", "API's editor": "EDITOR", "API's viewer": "VIEWER" } as const satisfies Record<
  string,
  ApiRole
>;
const ON_THE_APPLICATION = {
  "application's owner": "OWNER",
  "application's user": "USER",
  "application's viewer": "VIEWER",
} as const satisfies Record<string, ApplicationRole>;

/** An administrator's tokens that may a little of it. */
const CONFINED = {
  "token that reads APIs": ["apis:read"],
  "token that uses applications": ["applications:read", "applications:write"],
} as const satisfies Record<string, readonly Permission[]>;

type Outsider = (typeof OUTSIDERS)[number];
export type Insider = (typeof BY_ROLE)[number] | keyof typeof ON_THE_API | keyof typeof ON_THE_APPLICATION | keyof typeof CONFINED;
export type Caller = Outsider | Insider;

export const INSIDERS: readonly Insider[] = [...BY_ROLE, ...keysOf(ON_THE_API), ...keysOf(ON_THE_APPLICATION), ...keysOf(CONFINED)];

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(record) as K[];
}

/** The same for every world: who calls, and what they are on its API and applications. */
export const API_MEMBERS = Object.entries(ON_THE_API).map(([userId, role]) => ({ userId, role }));
export const APPLICATION_MEMBERS = Object.entries(ON_THE_APPLICATION).map(([userId, role]) => ({ userId, role }));

/** Makes them all, each with a token. Their ids are what they are called here. */
export async function createCallers(db: ManagementContext["db"]): Promise<void> {
  const members = [...API_MEMBERS, ...APPLICATION_MEMBERS];
  for (const role of BY_ROLE) await createPerson(db, { id: role, role });
  for (const { userId } of members) await createPerson(db, { id: userId, role: "consumer" });
  for (const userId of [...BY_ROLE, ...members.map((member) => member.userId)]) await createToken(db, userId, { userId });
  for (const [name, scopes] of Object.entries(CONFINED)) await createToken(db, name, { userId: "administrator", scopes: [...scopes] });
  await createPerson(db, { id: "a disabled administrator", role: "administrator", disabledAt: new Date() });
  await createToken(db, "a disabled administrator", { userId: "a disabled administrator" });
  await createToken(db, "an expired token", { userId: "administrator", expiresAt: new Date(Date.now() - 1_000) });
  await createToken(db, "a revoked token", { userId: "administrator", revokedAt: new Date() });
}

interface NewPerson {
  readonly id: string;
  readonly role: Role;
  readonly disabledAt?: Date;
}

export async function createPerson(db: ManagementContext["db"], person: NewPerson): Promise<void> {
  await db.user.create({ data: { ...person, name: person.id, email: `${person.id.replaceAll(/[^a-z0-9]/gi, "-")}@example.org` } });
}

interface NewToken {
  readonly userId: string;
  readonly scopes?: string[];
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
}

async function createToken(db: ManagementContext["db"], name: string, token: NewToken): Promise<void> {
  await db.apiToken.create({ data: { name, hash: hashToken(tokenOf(name)), ...token } });
}

function tokenOf(caller: string): string {
  return `slt_${caller.replaceAll(/[^a-z]/gi, "-")}`;
}

export function authorizationOf(caller: Caller): Record<string, string> {
  return caller === "nobody" ? {} : { authorization: `Bearer ${tokenOf(caller)}` };
}
