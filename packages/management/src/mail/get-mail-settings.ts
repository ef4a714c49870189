import type { MailSettingsResource } from "@sluice/definition/mail";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";
import { mailSettingsResource } from "./mail-settings-resource.ts";

export async function getMailSettings(context: ManagementContext): Promise<MailSettingsResource | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  return mailSettingsResource(await context.db.mailSettings.findUnique({ where: { id: 1 } }), context.settings.mail ?? null);
}
