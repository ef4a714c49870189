import { randomUUID } from "node:crypto";
import type { Transaction } from "@sluice/db/client";
import { type AcceptedLink, acceptLinkInputSchema } from "@sluice/definition/people";
import { hashPassword } from "better-auth/crypto";
import { hashToken } from "../access/hash-token.ts";
import { recordChange } from "../audit/record-change.ts";
import type { AnonymousContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { setPassword } from "../people/set-password.ts";
import { transact } from "../transact.ts";
import { usable } from "./invitation-resource.ts";
import { unusableLink } from "./open-link.ts";

/**
 * Uses a link: makes the invited person's account, or replaces a password and ends the sessions that the old one opened. Of several
 * that use one link at once, one is let in.
 */
export async function acceptLink(context: AnonymousContext, body: unknown): Promise<AcceptedLink | ManagementError> {
  const input = parseInput(acceptLinkInputSchema, body);
  if (input instanceof ManagementError) return input;
  const hash = hashToken(input.token);
  const usableLink = { hash, ...usable(context.now()) };
  // Before the work of hashing: an invented token costs a look-up and no more.
  if (!(await context.db.invitation.findFirst({ where: usableLink, select: { id: true } }))) return unusableLink();
  const password = await hashPassword(input.password);
  return transact(context, async (tx) => {
    const { count } = await tx.invitation.updateMany({ where: usableLink, data: { acceptedAt: context.now() } });
    const link = await tx.invitation.findUnique({ where: { hash } });
    if (count === 0 || !link) return unusableLink();
    const person = link.userId === null ? await insertPerson(tx, { ...link, ...(input.name ? { name: input.name } : {}) }) : link.userId;
    if (person instanceof ManagementError) return person;
    if (link.userId !== null && input.name) await tx.user.update({ where: { id: person }, data: { name: input.name } });
    await setPassword(tx, person, password);
    await tx.session.deleteMany({ where: { userId: person } });
    const { id, name, email, role } = await tx.user.findUniqueOrThrow({ where: { id: person } });
    const actor = { id, name, role, kind: "session" as const, scopes: null, ip: context.ip };
    const action = link.userId === null ? "person.create" : "person.set-password";
    const after = link.userId === null ? { name, email, role, invitation: link.id } : undefined;
    await recordChange(tx, { ...context, actor }, { action, entityId: id, after });
    return { email };
  });
}

interface Invited {
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

async function insertPerson(tx: Transaction, { email, name, role }: Invited): Promise<string | ManagementError> {
  if (await tx.user.findUnique({ where: { email }, select: { id: true } }))
    return new ManagementError("conflict", "Somebody with this email address is here already. Sign in instead.");
  const id = randomUUID();
  // The address counts as theirs: whoever invited them sent the link there, or handed it over by a way that they trust.
  await tx.user.create({ data: { id, email, name: name || email, role, emailVerified: true } });
  return id;
}
