import type { Transaction } from "@sluice/db/client";
import type { User } from "@sluice/db/generated/client";
import { type Person, personUpdateSchema } from "@sluice/definition/people";
import type { z } from "zod";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { isOneself } from "./authorise-person.ts";
import { keepAnAdministrator } from "./keep-an-administrator.ts";
import { readPerson } from "./read-person.ts";
import { shutOut } from "./shut-out.ts";

/** Changes a person's name, role, or whether they may come in. Everybody may change their own name. What is left out of the body stays. */
export async function updatePerson(context: ManagementContext, id: string, body: unknown): Promise<Person | ManagementError> {
  const input = parseInput(personUpdateSchema, body);
  const refused = input instanceof ManagementError;
  const ownName = !refused && isOneself(context, id) && input.role === undefined && input.disabled === undefined;
  const denied = ownName ? null : await authorise(context, "people:manage");
  if (denied || refused) return denied ?? (input as ManagementError);
  return transact(context, async (tx) => {
    const user = await lockPerson(tx, id);
    if (!user) return notFound("person");
    const refusal = await refuseChange(tx, context, { user, input });
    if (refusal) return refusal;
    const before = await readPerson(tx, id);
    const { name, role, disabled } = input;
    await tx.user.update({
      where: { id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(role === undefined ? {} : { role }),
        ...(disabled === undefined ? {} : { disabledAt: disabled ? (user.disabledAt ?? context.now()) : null }),
      },
    });
    if (disabled) await shutOut(tx, id, context.now());
    const after = await readPerson(tx, id);
    await recordChange(tx, context, { action: "person.update", entityId: id, before, after });
    return after;
  });
}

/** Locks a person's row: what is changed about them is changed one after the other. */
export async function lockPerson(tx: Transaction, id: string): Promise<User | null> {
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${id} FOR UPDATE`;
  return tx.user.findUnique({ where: { id } });
}

interface Change {
  readonly user: User;
  readonly input: z.output<typeof personUpdateSchema>;
}

async function refuseChange(tx: Transaction, { actor }: ManagementContext, { user, input }: Change): Promise<ManagementError | null> {
  if (input.disabled && user.id === actor.id) return new ManagementError("conflict", "You cannot shut yourself out.");
  const leaves = input.disabled === true || (input.role !== undefined && input.role !== "administrator");
  const administers = user.role === "administrator" && user.disabledAt === null;
  return leaves && administers ? keepAnAdministrator(tx, user.id) : null;
}
