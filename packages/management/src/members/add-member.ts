import type { MemberResource } from "@sluice/definition/consumers";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { type MemberList, memberResource } from "./member-list.ts";

/** Lets one more person in. What they are already is changed by `changeMember`. */
export async function addMember<Role extends string>(
  context: ManagementContext,
  list: MemberList<Role>,
  body: unknown,
): Promise<MemberResource<Role> | ManagementError> {
  const denied = await authorise(context, list.toChange, list.place);
  if (denied) return denied;
  const input = parseInput(list.input, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    if (!(await list.lock(tx))) return notFound(list.noun);
    const user = await tx.user.findUnique({ where: { id: input.userId } });
    if (!user) return invalidFields({ userId: "There is no such person." });
    if (await list.find(tx, user.id)) {
      return new ManagementError("conflict", `${user.name} is a member already.`, { fields: { userId: "A member already." } });
    }
    await list.add(tx, { userId: user.id, role: input.role });
    const member = memberResource(list, { ...input, user });
    await recordChange(tx, context, { action: `${list.entity}.add-member`, entityId: list.id, after: member });
    return member;
  });
}
