import { type OidcCheck, oidcCheckInputSchema } from "@sluice/definition/oidc";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { describeOidcFailure, discoverIssuer } from "./discover-issuer.ts";

/** Reads an issuer's discovery document, and says what it offers or why it cannot be used. Nothing of it but names is passed on. */
export async function checkIssuer(context: ManagementContext, body: unknown): Promise<OidcCheck | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(oidcCheckInputSchema, body);
  if (input instanceof ManagementError) return input;
  const linkLocalAllowed = context.settings.linkLocalAllowed ?? false;
  try {
    const config = await discoverIssuer({ issuer: input.issuer, clientId: "check", clientSecret: "", linkLocalAllowed });
    const { authorization_endpoint, scopes_supported, claims_supported } = config.serverMetadata();
    return {
      ok: true,
      ...(authorization_endpoint ? { authorizationEndpoint: authorization_endpoint } : {}),
      ...(scopes_supported ? { scopes: namesIn(scopes_supported) } : {}),
      ...(claims_supported ? { claims: namesIn(claims_supported) } : {}),
    };
  } catch (error) {
    return { ok: false, error: describeOidcFailure(error) };
  }
}

const MOST_NAMES = 100;
const LONGEST_NAME = 100;

/** What a stranger's document calls a list of names. */
function namesIn(list: unknown): string[] {
  const names = Array.isArray(list) ? list.filter((name) => typeof name === "string" && name.length <= LONGEST_NAME) : [];
  return names.slice(0, MOST_NAMES);
}
