import type { Role } from "@sluice/definition/access";
import type { OidcProviderResource, OidcProviderUpdate } from "@sluice/definition/oidc";

/** A row of the table of a claim's values. The key is React's. */
export interface RoleRow {
  readonly key: number;
  readonly value: string;
  readonly role: Role;
}

/** A provider as its form holds it: texts, and an order of rows. */
export interface ProviderDraft {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  readonly defaultRole: Role | "invited";
  readonly roleClaim: string;
  readonly rows: readonly RoleRow[];
  readonly enabled: boolean;
}

export const EMPTY_DRAFT: ProviderDraft = {
  name: "",
  issuer: "",
  clientId: "",
  clientSecret: "",
  scopes: "openid profile email",
  defaultRole: "invited",
  roleClaim: "",
  rows: [],
  enabled: true,
};

export function draftOf(provider: OidcProviderResource): ProviderDraft {
  const { name, issuer, clientId, clientSecret, enabled } = provider;
  return {
    name,
    issuer,
    clientId,
    clientSecret,
    enabled,
    scopes: provider.scopes.join(" "),
    defaultRole: provider.defaultRole ?? "invited",
    roleClaim: provider.roleClaim ?? "",
    rows: Object.entries(provider.roles).map(([value, role], key) => ({ key, value, role })),
  };
}

/** What is sent; the issuer apart, because it is given once. Rows without a value are left out. */
export function inputOf(draft: ProviderDraft): OidcProviderUpdate {
  const rows = draft.rows.filter(({ value }) => value.trim() !== "");
  return {
    name: draft.name,
    clientId: draft.clientId,
    clientSecret: draft.clientSecret,
    scopes: draft.scopes.split(/[\s,]+/).filter((scope) => scope !== ""),
    defaultRole: draft.defaultRole === "invited" ? null : draft.defaultRole,
    roleClaim: draft.roleClaim.trim() === "" ? null : draft.roleClaim,
    roles: Object.fromEntries(rows.map(({ value, role }) => [value.trim(), role])),
    enabled: draft.enabled,
  };
}
