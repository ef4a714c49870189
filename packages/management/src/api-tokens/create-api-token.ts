import { randomBytes } from "node:crypto";
import { toNullableJson } from "@sluice/db/json";
import { type ApiTokenResource, apiTokenInputSchema } from "@sluice/definition/api-tokens";
import { secretHint } from "@sluice/definition/secrets";
import { authorise } from "../access/authorise.ts";
import { hashToken } from "../access/hash-token.ts";
import { inScope } from "../access/standing.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { apiTokenResource } from "./api-token-resource.ts";

/** So that a token found in a log or a repository says where it belongs; secret scanners look for such beginnings. */
const PREFIX = "slt_";
const TOKEN_BYTES = 32;
/** Living ones of one person. */
const MOST_TOKENS = 100;

/** A token of one's own for the management API, shown once. A token makes none that may more than itself. */
export async function createApiToken(context: ManagementContext, body: unknown): Promise<ApiTokenResource | ManagementError> {
  const denied = await authorise(context, "tokens:own");
  if (denied) return denied;
  const input = parseInput(apiTokenInputSchema, body);
  if (input instanceof ManagementError) return input;
  const { actor } = context;
  const scopes = input.scopes ?? actor.scopes;
  const beyond = scopes?.find((permission) => !inScope(actor, permission));
  if (beyond) return invalidFields({ scopes: `The token that asks may not ${beyond} itself.` });
  const now = context.now();
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
  if (expiresAt && expiresAt <= now) return invalidFields({ expiresAt: "This moment is past." });
  return transact(context, async (tx) => {
    const living = { userId: actor.id, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
    if ((await tx.apiToken.count({ where: living })) >= MOST_TOKENS)
      return new ManagementError("conflict", `You have ${MOST_TOKENS} tokens. Revoke some first.`);
    const token = PREFIX + randomBytes(TOKEN_BYTES).toString("base64url");
    const row = await tx.apiToken.create({
      data: {
        userId: actor.id,
        name: input.name,
        hash: hashToken(token),
        hint: secretHint(token),
        scopes: toNullableJson(scopes),
        expiresAt,
        createdAt: now,
      },
    });
    const resource = apiTokenResource(row);
    await recordChange(tx, context, { action: "api-token.create", entityId: row.id, after: resource });
    return { ...resource, token };
  });
}
