import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { mailSettingsResource } from "./mail-settings-resource.ts";

/** E-mail leaves as the environment says again, or not at all. */
export async function deleteMailSettings(context: ManagementContext): Promise<undefined | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  return transact(context, async (tx) => {
    const before = await tx.mailSettings.findUnique({ where: { id: 1 } });
    if (!before) return notFound("mail server in the settings");
    await tx.mailSettings.delete({ where: { id: 1 } });
    await recordChange(tx, context, { action: "mail.delete", entityId: "mail", before: mailSettingsResource(before, null) });
    return undefined;
  });
}
