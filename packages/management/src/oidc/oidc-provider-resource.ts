import type { OidcProvider } from "@sluice/db/generated/client";
import { isRole, type Role } from "@sluice/definition/access";
import type { OidcProviderResource } from "@sluice/definition/oidc";
import { maskSecret } from "@sluice/definition/sealed";

/** What those see who may change settings. The secret is a mask. */
export function oidcProviderResource(row: OidcProvider): OidcProviderResource {
  return {
    id: row.id,
    name: row.name,
    issuer: row.issuer,
    clientId: row.clientId,
    clientSecret: maskSecret(row.clientSecret),
    scopes: row.scopes,
    defaultRole: row.defaultRole !== null && isRole(row.defaultRole) ? row.defaultRole : null,
    roleClaim: row.roleClaim,
    roles: rolesOf(row),
    enabled: row.enabled,
    callbackPath: `/api/auth/oidc/${row.id}/callback`,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Claim's value → role. */
export function rolesOf({ roles }: Pick<OidcProvider, "roles">): Record<string, Role> {
  const entries = typeof roles === "object" && roles !== null ? Object.entries(roles) : [];
  return Object.fromEntries(entries.flatMap(([value, role]) => (typeof role === "string" && isRole(role) ? [[value, role]] : [])));
}
