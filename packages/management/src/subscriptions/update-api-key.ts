import { notify } from "@sluice/db/notify";
import { type ApiKeyResource, apiKeyUpdateSchema } from "@sluice/definition/consumers";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { apiKeyResource } from "./api-key.ts";
import { authoriseKey } from "./authorise-key.ts";
import { EXPIRES_IN_THE_PAST } from "./create-api-key.ts";

/** Changes a working key's name and end. What is left out of the body stays. What has ended stays ended. */
export async function updateApiKey(context: ManagementContext, id: string, body: unknown): Promise<ApiKeyResource | ManagementError> {
  const denied = await authoriseKey(context, id);
  if (denied) return denied;
  const input = parseInput(apiKeyUpdateSchema, body);
  if (input instanceof ManagementError) return input;
  const now = context.now();
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : input.expiresAt;
  if (expiresAt && expiresAt <= now) return invalidFields({ expiresAt: EXPIRES_IN_THE_PAST });
  return transact(context, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "ApiKey" WHERE id = ${id}::uuid FOR UPDATE`;
    const before = await tx.apiKey.findUnique({ where: { id } });
    if (!before) return notFound("API key");
    if (before.revokedAt || (before.expiresAt && before.expiresAt <= now)) {
      return new ManagementError("conflict", `This key has ${before.revokedAt ? "been revoked" : "expired"}. Make another.`);
    }
    const data = { ...(input.name === undefined ? {} : { name: input.name }), ...(expiresAt === undefined ? {} : { expiresAt }) };
    const after = apiKeyResource(await tx.apiKey.update({ where: { id }, data }));
    const { subscriptionId } = before;
    const words = ({ name, expiresAt }: ApiKeyResource) => ({ subscriptionId, name, expiresAt });
    await recordChange(tx, context, {
      action: "api-key.update",
      entityId: id,
      before: words(apiKeyResource(before)),
      after: words(after),
    });
    await notify(tx, { kind: "subscription", id: subscriptionId });
    return after;
  });
}
