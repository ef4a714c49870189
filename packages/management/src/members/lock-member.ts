import type { Transaction } from "@sluice/db/client";
import type { MemberResource } from "@sluice/definition/consumers";
import { ManagementError, notFound } from "../management-error.ts";
import { type MemberList, memberResource } from "./member-list.ts";

export interface MemberPlace<Role extends string> {
  readonly list: MemberList<Role>;
  readonly userId: string;
}

/** A member, with the whole list locked until the transaction ends. */
export async function lockMember<Role extends string>(
  tx: Transaction,
  { list, userId }: MemberPlace<Role>,
): Promise<MemberResource<Role> | ManagementError> {
  if (!(await list.lock(tx))) return notFound(list.noun);
  const row = await list.find(tx, userId);
  return row ? memberResource(list, row) : notFound("member");
}

/** A refusal when nobody owns the thing any more, else null: only administrators could let anybody in again. */
export async function whyOwnerless<Role extends string>(tx: Transaction, list: MemberList<Role>): Promise<ManagementError | null> {
  const owners = await list.count(tx, list.owner);
  return owners > 0 ? null : new ManagementError("conflict", `This ${list.noun} would have no owner. Make somebody else its owner first.`);
}
