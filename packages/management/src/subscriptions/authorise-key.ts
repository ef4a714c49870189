import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { authoriseSide, EITHER_SIDE } from "./sides.ts";

/** Whether the actor stands on a side of this key's subscription; null when it does, else the refusal. */
export async function authoriseKey(context: ManagementContext, id: string): Promise<ManagementError | null> {
  const known = isId(id) ? await context.db.apiKey.findUnique({ where: { id }, select: { subscriptionId: true } }) : null;
  const denied = await authoriseSide(context, known?.subscriptionId ?? "", EITHER_SIDE);
  return denied?.code === "not_found" ? notFound("API key") : denied;
}
