import { toJson } from "@sluice/db/json";
import { describeChanges } from "@sluice/definition/changes";
import { type Draft, draftInputSchema } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { refuseAddressesInSecrets } from "../outbound/refuse-chosen-addresses.ts";
import { parseInput } from "../parse-input.ts";
import { sealSecrets } from "../secrets/seal-secrets.ts";
import { transact } from "../transact.ts";
import { draftResource } from "./draft-resource.ts";
import { readOwnDraft } from "./read-own-draft.ts";

/** Saves a draft. `version` guards it against a second tab. A mask with nothing behind it becomes empty: a draft may lack anything. */
export async function updateDraft(context: ManagementContext, id: string, body: unknown): Promise<Draft | ManagementError> {
  const denied = await authorise(context, "apis:create");
  if (denied) return denied;
  const input = parseInput(draftInputSchema, body);
  if (input instanceof ManagementError) return input;
  const unsafe = refuseAddressesInSecrets(context, input);
  if (unsafe) return unsafe;
  return transact(context, async (tx) => {
    const draft = await readOwnDraft(tx, context, id);
    if (!draft) return notFound("draft");
    const { definition } = sealSecrets(input.definition, context.secretBox, [draft.definition]);
    const { count } = await tx.draft.updateMany({
      where: { id, version: input.version ?? draft.version },
      data: { step: input.step, definition: toJson(definition), version: { increment: 1 } },
    });
    const saved = await readOwnDraft(tx, context, id);
    if (!saved) return notFound("draft");
    if (count === 1) return draftResource(saved);
    return new ManagementError("stale_write", "This draft was changed in another tab. Load it again to go on from there.", {
      changes: describeChanges(definition, saved.definition),
      changedBy: context.actor.name,
      currentVersion: saved.version,
    });
  });
}
