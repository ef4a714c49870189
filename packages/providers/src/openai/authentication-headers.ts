import type { Authentication } from "@sluice/definition/endpoint";
import type { ProviderProblem } from "../adapter.ts";

/** Where OpenAI-compatible servers that do not take a bearer look for their key. */
const USUAL_KEY_HEADER = "x-api-key";

/** The headers by which a provider on OpenAI's wire knows us: names in lower case and values in turn. A key that is not set yet is not sent. */
export function authenticationHeaders(authentication: Authentication): { readonly headers: readonly string[] } | ProviderProblem {
  switch (authentication.type) {
    case "NONE":
      return { headers: [] };
    case "BEARER":
      return { headers: authentication.bearer === "" ? [] : ["authorization", `Bearer ${authentication.bearer}`] };
    case "API_KEY":
      return {
        headers: authentication.value === "" ? [] : [(authentication.header ?? USUAL_KEY_HEADER).toLowerCase(), authentication.value],
      };
    case "AWS":
    case "SERVICE_ACCOUNT":
      return {
        field: "authentication.type",
        problem: `A provider on OpenAI's wire takes a bearer or an API key, not ${authentication.type}.`,
      };
  }
}
