import { type ApiTokenResource, apiTokenQuerySchema } from "@sluice/definition/api-tokens";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { apiTokenResource } from "./api-token-resource.ts";

/** One's own tokens, or those of a person whom one manages; the latest first, masked. */
export async function listApiTokens(context: ManagementContext, query: unknown): Promise<Page<ApiTokenResource> | ManagementError> {
  const asked = parseInput(apiTokenQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const userId = asked.personId ?? context.actor.id;
  const denied = await authorise(context, userId === context.actor.id ? "tokens:own" : "people:manage");
  if (denied) return denied;
  const [rows, total] = await Promise.all([
    context.db.apiToken.findMany({ where: { userId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], ...rowsOf(asked) }),
    context.db.apiToken.count({ where: { userId } }),
  ]);
  return pageOf(rows.map(apiTokenResource), total, asked);
}
