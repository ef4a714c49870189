import type { OidcProviderResource } from "@sluice/definition/oidc";
import { pageQuerySchema } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { oidcProviderResource } from "./oidc-provider-resource.ts";

export async function listOidcProviders(context: ManagementContext, query: unknown): Promise<Page<OidcProviderResource> | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const asked = parseInput(pageQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const [rows, total] = await Promise.all([
    context.db.oidcProvider.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], ...rowsOf(asked) }),
    context.db.oidcProvider.count(),
  ]);
  return pageOf(rows.map(oidcProviderResource), total, asked);
}
