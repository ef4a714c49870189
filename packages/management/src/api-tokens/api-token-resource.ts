import type { ApiToken } from "@sluice/db/generated/client";
import { PERMISSIONS } from "@sluice/definition/access";
import type { ApiTokenResource } from "@sluice/definition/api-tokens";
import { MASK } from "@sluice/definition/secrets";

export function apiTokenResource(row: ApiToken): ApiTokenResource {
  const { scopes } = row;
  return {
    id: row.id,
    name: row.name,
    token: `${MASK}${row.hint}`,
    scopes: Array.isArray(scopes) ? PERMISSIONS.filter((permission) => scopes.includes(permission)) : null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
