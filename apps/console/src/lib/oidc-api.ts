import { type OidcProviderInput, type OidcProviderUpdate, oidcCheckSchema, oidcProviderSchema } from "@sluice/definition/oidc";
import { MOST_PER_PAGE } from "@sluice/definition/resources";
import { z } from "zod";
import { callApi, type Send } from "./api-client.ts";

/** The issuers by which people sign in: one function a call. All throw ApiError. */

const at = (id: string) => `/settings/oidc/${encodeURIComponent(id)}`;

export async function listOidcProviders({ signal }: Pick<Send, "signal"> = {}) {
  return (await callApi(`/settings/oidc?perPage=${MOST_PER_PAGE}`, z.object({ data: z.array(oidcProviderSchema) }), { signal })).data;
}

export function createOidcProvider(input: OidcProviderInput) {
  return callApi("/settings/oidc", oidcProviderSchema, { method: "POST", body: input });
}

export function updateOidcProvider(id: string, input: OidcProviderUpdate) {
  return callApi(at(id), oidcProviderSchema, { method: "PUT", body: input });
}

export function deleteOidcProvider(id: string) {
  return callApi(at(id), null, { method: "DELETE" });
}

export function checkIssuer(issuer: string) {
  return callApi("/settings/oidc/_check", oidcCheckSchema, { method: "POST", body: { issuer } });
}
