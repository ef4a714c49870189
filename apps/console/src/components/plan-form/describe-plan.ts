import { isHmac, type JwtSignature, type PlanDraft } from "./plan-draft.ts";

/** What callers of a plan will need, term by term, before anybody has called. */
export function describePlan(plan: PlanDraft): readonly { readonly term: string; readonly text: string }[] {
  const rule = plan.selectionRule.trim();
  return [
    { term: "Callers send", text: credential(plan) },
    ...tokenTerms(plan),
    { term: "Subscription", text: subscription(plan) },
    ...(rule === "" ? [] : [{ term: "Only when", text: rule }]),
  ];
}

/** The same in half a line, for a list of plans. */
export function digestPlan(plan: PlanDraft): string {
  if (plan.kind === "KEY_LESS") return "Nobody subscribes";
  return plan.autoValidate ? "Subscriptions accepted automatically" : "Subscriptions wait for your approval";
}

function credential(plan: PlanDraft): string {
  const header = plan.apiKeyHeader.trim();
  switch (plan.kind) {
    case "KEY_LESS":
      return "Nothing. Anyone who reaches the gateway can call.";
    case "API_KEY":
      return `The key of their subscription, as Authorization: Bearer, X-Api-Key, X-Gravitee-Api-Key${header ? ` or ${header}` : ""}.`;
    case "JWT":
      return `A token as Authorization: Bearer, signed with ${signatureName(plan.signature)}.`;
    case "OAUTH2":
      return "A token as Authorization: Bearer, which the introspection endpoint says is active.";
    case "MTLS":
      return "A client certificate that is registered with their application.";
  }
}

function tokenTerms(plan: PlanDraft) {
  if (plan.kind !== "JWT" && plan.kind !== "OAUTH2") return [];
  const scopes = plan.requiredScopes.split(/\s+/).filter(Boolean);
  const audience = plan.audience.split("\n").filter((line) => line.trim() !== "");
  const demands = [
    ...(plan.kind === "JWT" && plan.issuer.trim() ? [`iss is ${plan.issuer.trim()}`] : []),
    ...(plan.kind === "JWT" && audience.length > 0 ? [`aud has ${audience.join(" or ")}`] : []),
    ...(scopes.length > 0 ? [`scopes include ${scopes.join(", ")}`] : []),
  ];
  return [
    { term: "Checked by", text: checkedBy(plan) },
    ...(demands.length > 0 ? [{ term: "The token's", text: `${demands.join("; ")}.` }] : []),
    { term: "Application", text: `Known by its client id, in the claim ${plan.clientIdClaim.trim() || "client_id"}.` },
  ];
}

function checkedBy(plan: PlanDraft): string {
  if (plan.kind === "OAUTH2") {
    const seconds = plan.cacheSeconds.trim();
    return `${plan.introspectionEndpoint.trim()}, ${seconds === "0" ? "asked at every call" : `its answer believed for ${seconds} s`}.`;
  }
  if (plan.keyResolver === "JWKS_URL") return `The keys at ${plan.jwksUrl.trim()}.`;
  return isHmac(plan.signature) ? "The shared secret that you gave." : "The public key that you gave.";
}

function subscription(plan: PlanDraft): string {
  if (plan.kind === "KEY_LESS") return "None: calls carry no application, and limits and costs count for all callers together.";
  return plan.autoValidate
    ? "Each application subscribes, and is accepted at once."
    : "Each application subscribes, and waits until you accept it.";
}

/** `RSA_RS256` → `RS256` */
export function signatureName(signature: JwtSignature): string {
  return signature.slice(signature.indexOf("_") + 1);
}
