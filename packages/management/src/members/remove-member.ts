import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { transact } from "../transact.ts";
import { lockMember, type MemberPlace, whyOwnerless } from "./lock-member.ts";

/** Takes from a person what they were here. What their role allows everywhere stays. */
export async function removeMember<Role extends string>(
  context: ManagementContext,
  { list, userId }: MemberPlace<Role>,
): Promise<ManagementError | undefined> {
  const denied = await authorise(context, list.toChange, list.place);
  if (denied) return denied;
  return transact(context, async (tx) => {
    const before = await lockMember(tx, { list, userId });
    if (before instanceof ManagementError) return before;
    await list.remove(tx, userId);
    const ownerless = await whyOwnerless(tx, list);
    if (ownerless) return ownerless;
    await recordChange(tx, context, { action: `${list.entity}.remove-member`, entityId: list.id, before });
    return undefined;
  });
}
