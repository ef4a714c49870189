import { toJson } from "@sluice/db/json";
import { type Draft, draftInputSchema } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { refuseAddressesInSecrets } from "../outbound/refuse-chosen-addresses.ts";
import { parseInput } from "../parse-input.ts";
import { sealSecrets } from "../secrets/seal-secrets.ts";
import { transact } from "../transact.ts";
import { draftResource } from "./draft-resource.ts";

/** A wizard's work in progress would fill the table if a script were to make them without end. */
const MOST_DRAFTS = 100;

/** Keeps a definition that is not finished, for its owner alone. */
export async function createDraft(context: ManagementContext, body: unknown): Promise<Draft | ManagementError> {
  const denied = await authorise(context, "apis:create");
  if (denied) return denied;
  const input = parseInput(draftInputSchema, body);
  if (input instanceof ManagementError) return input;
  const unsafe = refuseAddressesInSecrets(context, input);
  if (unsafe) return unsafe;
  return transact(context, async (tx) => {
    const ownerId = context.actor.id;
    if ((await tx.draft.count({ where: { ownerId } })) >= MOST_DRAFTS) {
      return new ManagementError("conflict", `You have ${MOST_DRAFTS} drafts. Delete some of them first.`);
    }
    const { definition } = sealSecrets(input.definition, context.secretBox, []);
    return draftResource(await tx.draft.create({ data: { ownerId, step: input.step, definition: toJson(definition) } }));
  });
}
