import type { MemberResource } from "@sluice/definition/consumers";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { lockMember, type MemberPlace, whyOwnerless } from "./lock-member.ts";

/** Makes a member something else. The member's id may stand in the body as it came, and is not read there. */
export async function changeMember<Role extends string>(
  context: ManagementContext,
  { list, userId }: MemberPlace<Role>,
  body: unknown,
): Promise<MemberResource<Role> | ManagementError> {
  const denied = await authorise(context, list.toChange, list.place);
  if (denied) return denied;
  const input = parseInput(list.input.partial({ userId: true }), body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const before = await lockMember(tx, { list, userId });
    if (before instanceof ManagementError) return before;
    await list.change(tx, { userId, role: input.role });
    const ownerless = await whyOwnerless(tx, list);
    if (ownerless) return ownerless;
    const after = { ...before, role: input.role };
    await recordChange(tx, context, { action: `${list.entity}.change-member`, entityId: list.id, before, after });
    return after;
  });
}
