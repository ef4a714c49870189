import { passwordChangeSchema } from "@sluice/definition/people";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { PASSWORD_PROVIDER } from "./person-resource.ts";
import { setPassword } from "./set-password.ts";

/** Replaces one's own password, known by the former one, and ends one's other sessions. Not by a token: those are in scripts. */
export async function changePassword(context: ManagementContext, body: unknown): Promise<undefined | ManagementError> {
  const { actor, db } = context;
  if (actor.kind !== "session") return new ManagementError("forbidden", "A password is changed by its owner, signed in to the console.");
  const input = parseInput(passwordChangeSchema, body);
  if (input instanceof ManagementError) return input;
  const account = await db.account.findFirst({ where: { userId: actor.id, providerId: PASSWORD_PROVIDER }, select: { password: true } });
  if (!account?.password) return new ManagementError("conflict", "You sign in without a password here.");
  if (!(await verifyPassword({ hash: account.password, password: input.currentPassword })))
    return invalidFields({ currentPassword: "This is not your current password." });
  const hash = await hashPassword(input.newPassword);
  return transact(context, async (tx) => {
    await setPassword(tx, actor.id, hash);
    await tx.session.deleteMany({ where: { userId: actor.id, ...(actor.sessionId ? { id: { not: actor.sessionId } } : {}) } });
    await recordChange(tx, context, { action: "person.set-password", entityId: actor.id });
    return undefined;
  });
}
