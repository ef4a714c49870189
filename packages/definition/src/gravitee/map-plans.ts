import { isObject } from "../json.ts";
import { asConstant, type Fields, type Findings, membersOf, unfold } from "./findings.ts";
import { mapFlows } from "./map-flows.ts";

const IDENTITY = ["id", "apiId", "crossId", "hrid", "environmentId", "createdAt", "updatedAt", "publishedAt", "closedAt", "needRedeployAt"];
const KIND = ["order", "type", "characteristics", "definitionVersion", "apiType", "commentMessage", "referenceType", "referenceId"];

const NOT_HERE: Readonly<Record<string, string | null>> = {
  ...Object.fromEntries([...IDENTITY, ...KIND].map((field) => [field, null])),
  tags: "There are no sharding tags here: every gateway knows this plan.",
  generalConditions: "Terms are not kept: subscribers accept none here.",
  commentRequired: "A subscriber may always say why, and never has to.",
};

/** Plans in the order in which they are tried, in our words. */
export function mapPlans(api: Fields, findings: Findings): void {
  const { plans } = api;
  if (!Array.isArray(plans)) return;
  // Stable: plans without an order stay as they stand.
  api["plans"] = [...plans].sort((a, b) => orderOf(a) - orderOf(b));
  for (const [plan, place] of membersOf(api["plans"], "plans")) {
    findings.leaveOut(plan, place, NOT_HERE);
    findings.mustNotLose(plan, place, {
      excludedGroups: "Nobody can be kept from a plan here by a group: take this out if everybody may subscribe.",
    });
    for (const field of ["mode", "validation", "status"]) asConstant(plan, field);
    if (plan["selectionRule"] === "") delete plan["selectionRule"];
    if (isObject(plan["security"])) mapSecurity(plan["security"], `${place}.security`, findings);
    mapFlows(plan["flows"], `${place}.flows`, findings);
  }
}

function orderOf(plan: unknown): number {
  return isObject(plan) && typeof plan["order"] === "number" ? plan["order"] : 0;
}

const OWN_CLIENT = "Key sets are read with the gateway's own settings.";
const CREDENTIAL_STAYS = "A caller's credential never goes to a provider.";
const JWT_ONLY: Readonly<Record<string, string | null>> = {
  connectTimeout: OWN_CLIENT,
  requestTimeout: OWN_CLIENT,
  followRedirects: OWN_CLIENT,
  useSystemProxy: OWN_CLIENT,
  extractClaims: "Claims need not be extracted: expressions read them.",
  propagateAuthHeader: CREDENTIAL_STAYS,
};

/** What loosens or tightens who gets in is not dropped: the schema refuses it by its name. */
function mapSecurity(security: Fields, place: string, findings: Findings): void {
  asConstant(security, "type");
  const configuration = unfold(security, "configuration");
  if (configuration === null || configuration === "") delete security["configuration"];
  if (!isObject(configuration)) return;
  const at = `${place}.configuration`;
  if (security["type"] === "API_KEY") {
    findings.leaveOut(configuration, at, { propagateApiKey: CREDENTIAL_STAYS });
    if (configuration["source"] === "QUERY_PARAMETER")
      findings.refuse(`${at}.source`, "Keys are taken from headers only: addresses are written to logs.");
    findings.leaveOut(configuration, at, { source: null });
  }
  if (security["type"] === "JWT") findings.leaveOut(configuration, at, JWT_ONLY);
}
