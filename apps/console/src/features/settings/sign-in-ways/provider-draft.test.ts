import type { OidcProviderResource } from "@sluice/definition/oidc";
import { expect, test } from "vitest";
import { draftOf, EMPTY_DRAFT, inputOf } from "./provider-draft.ts";

const PROVIDER: OidcProviderResource = {
  id: "acme",
  name: "Acme",
  issuer: "https://accounts.example.org",
  clientId: "sluice",
  clientSecret: "••••1234",
  scopes: ["openid", "groups"],
  defaultRole: null,
  roleClaim: "groups",
  roles: { staff: "viewer" },
  enabled: true,
  callbackPath: "/api/auth/oidc/acme/callback",
  createdAt: "2026-11-28T00:00:00.000Z",
  updatedAt: "2026-11-28T00:00:00.000Z",
};

test("what the form was filled with is what it sends, the secret's mask included", () => {
  const { id: _id, issuer: _issuer, callbackPath: _path, createdAt: _created, updatedAt: _updated, ...sent } = PROVIDER;
  expect(inputOf(draftOf(PROVIDER))).toEqual(sent);
});

test("empty rows and an empty claim are left out", () => {
  const draft = { ...EMPTY_DRAFT, roleClaim: " ", rows: [{ key: 1, value: " ", role: "viewer" as const }] };
  expect(inputOf(draft)).toMatchObject({ roleClaim: null, roles: {}, defaultRole: null });
});
