import { randomUUID } from "node:crypto";
import type { Transaction } from "@sluice/db/client";
import type { OidcProvider, User } from "@sluice/db/generated/client";
import { isRole, ROLES, type Role } from "@sluice/definition/access";
import type { OidcRefusal } from "@sluice/definition/oidc";
import { recordChange } from "../audit/record-change.ts";
import type { AnonymousContext } from "../context.ts";
import { usable } from "../invitations/invitation-resource.ts";
import { keepAnAdministrator } from "../people/keep-an-administrator.ts";
import { OIDC_PREFIX } from "../people/person-resource.ts";
import { lockPerson } from "../people/update-person.ts";
import { rolesOf } from "./oidc-provider-resource.ts";
import type { PersonClaims } from "./person-claims.ts";

export interface Admitted {
  readonly userId: string;
  readonly email: string;
}

interface Arrival {
  readonly context: AnonymousContext;
  readonly provider: OidcProvider;
  readonly claims: PersonClaims;
  /** By the claim; null when the provider gives no roles, undefined when it gives this person none. */
  readonly mapped: Role | null | undefined;
}

/**
 * The person of ours whom an issuer's claims mean: who came by this issuer before, else who has the verified address, else who was invited to
 * it, else, where the provider has a default role, somebody new. See docs/decisions/0007-openid-connect.md.
 */
export function admitPerson(context: AnonymousContext, provider: OidcProvider, claims: PersonClaims): Promise<Admitted | OidcRefusal> {
  const arrival: Arrival = { context, provider, claims, mapped: mappedRole(provider, claims) };
  return context.db.$transaction(async (tx) => {
    const key = { providerId: `${OIDC_PREFIX}${provider.id}`, accountId: claims.subject };
    const account = await tx.account.findUnique({ where: { providerId_accountId: key } });
    if (account) return welcomeBack(tx, arrival, account.userId);
    if (claims.email === null || !claims.emailVerified) return "unverified-email";
    const known = await tx.user.findUnique({ where: { email: claims.email } });
    const admitted = known ? await welcomeBack(tx, arrival, known.id) : await welcome(tx, arrival, claims.email);
    if (typeof admitted === "string") return admitted;
    await tx.account.create({ data: { id: randomUUID(), userId: admitted.userId, ...key } });
    if (known) await record(tx, arrival, { user: known, action: "person.link-sign-in", after: { provider: provider.id } });
    return admitted;
  });
}

/** Somebody who is here. Their role is the claim's at every sign-in, but the last administrator stays one. */
async function welcomeBack(tx: Transaction, arrival: Arrival, userId: string): Promise<Admitted | OidcRefusal> {
  const user = await lockPerson(tx, userId);
  if (!user) return "unknown-person";
  if (user.disabledAt) return "disabled";
  const role = arrival.mapped === undefined ? defaultRole(arrival.provider) : arrival.mapped;
  if (arrival.mapped === undefined && role === null) return "no-role";
  if (role !== null && role !== user.role) {
    const leaves = user.role === ("administrator" satisfies Role);
    if (leaves && (await keepAnAdministrator(tx, user.id))) return { userId, email: user.email };
    await tx.user.update({ where: { id: user.id }, data: { role } });
    await record(tx, arrival, {
      user,
      action: "person.update",
      before: { role: user.role },
      after: { role, provider: arrival.provider.id },
    });
  }
  return { userId, email: user.email };
}

/** Somebody new: by an invitation to this address, or because the provider lets everybody in. */
async function welcome(tx: Transaction, arrival: Arrival, email: string): Promise<Admitted | OidcRefusal> {
  const { context, claims, provider, mapped } = arrival;
  const now = context.now();
  const invitation = await tx.invitation.findFirst({ where: { email, userId: null, ...usable(now) } });
  const open = defaultRole(provider);
  if (!invitation && open === null && !mapped) return "unknown-person";
  const invited = invitation && isRole(invitation.role) ? invitation.role : open;
  const role = mapped === null ? invited : (mapped ?? open);
  if (role === null) return "no-role";
  if (invitation) await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: now } });
  const id = randomUUID();
  const name = claims.name ?? invitation?.name ?? "";
  const user = await tx.user.create({ data: { id, email, name: name || email, role, emailVerified: true } });
  const after = { name: user.name, email, role, provider: provider.id, invitation: invitation?.id ?? null };
  await record(tx, arrival, { user, action: "person.create", after });
  return { userId: id, email };
}

/** Of several values that have a role, the one that may most. */
function mappedRole(provider: OidcProvider, { roleValues }: PersonClaims): Role | null | undefined {
  if (provider.roleClaim === null) return null;
  const roles = rolesOf(provider);
  const given = (roleValues ?? []).flatMap((value) => (Object.hasOwn(roles, value) ? [roles[value]] : []));
  return ROLES.findLast((role) => given.includes(role));
}

function defaultRole({ defaultRole: role }: OidcProvider): Role | null {
  return role !== null && isRole(role) ? role : null;
}

interface Recorded {
  readonly user: User;
  readonly action: string;
  readonly before?: unknown;
  readonly after: unknown;
}

/** In the person's own name: nobody else acts here. */
async function record(tx: Transaction, { context }: Arrival, { user, action, before, after }: Recorded): Promise<void> {
  const actor = { id: user.id, name: user.name, role: user.role, kind: "session" as const, scopes: null, ip: context.ip };
  await recordChange(tx, { ...context, actor }, { action, entityId: user.id, before, after });
}
