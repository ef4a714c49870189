import { type MailSettingsResource, mailSettingsInputSchema } from "@sluice/definition/mail";
import { isMask } from "@sluice/definition/secrets";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { mailSettingsResource } from "./mail-settings-resource.ts";

/** Says by which server e-mail leaves. The password's mask keeps what is stored, as long as it goes to the same server. */
export async function updateMailSettings(context: ManagementContext, body: unknown): Promise<MailSettingsResource | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(mailSettingsInputSchema, body);
  if (input instanceof ManagementError) return input;
  const { secretBox, actor } = context;
  return transact(context, async (tx) => {
    const before = await tx.mailSettings.findUnique({ where: { id: 1 } });
    const keeps = isMask(input.password);
    // Whoever may name a server must not thereby be told the password of the one before.
    if (keeps && (before === null || before.host !== input.host)) return invalidFields({ password: "Enter the password for this server." });
    const password = keeps ? (before?.password ?? "") : input.password === "" ? "" : secretBox.seal(input.password);
    const data = { ...input, password, updatedBy: actor.name };
    const row = await tx.mailSettings.upsert({ where: { id: 1 }, create: data, update: data });
    const after = mailSettingsResource(row, null);
    const change = { before: before ? mailSettingsResource(before, null) : undefined, after };
    await recordChange(tx, context, { action: "mail.update", entityId: "mail", ...change });
    return after;
  });
}
