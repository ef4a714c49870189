import { isObject } from "../json.ts";
import { asConstant, type Fields, type Findings, membersOf, unfold } from "./findings.ts";
import { mapAnalytics } from "./map-analytics.ts";
import { mapGroups } from "./map-endpoints.ts";
import { mapFlows } from "./map-flows.ts";
import { mapPlans } from "./map-plans.ts";

const IDENTITY = ["id", "crossId", "hrid", "environmentId", "createdAt", "updatedAt", "deployedAt", "primaryOwner", "definitionContext"];
const STANDING = ["originContext", "state", "lifecycleState", "workflowState", "deploymentState", "visibility", "_links"];
const REST = ["disableMembershipNotifications", "notifyMembers", "consoleNotificationConfiguration", "picture", "background"];

const NOT_HERE: Readonly<Record<string, string | null>> = {
  // An import is a new API that is not deployed: who it was and how it stood stays behind without a word.
  ...Object.fromEntries([...IDENTITY, ...STANDING, ...REST].map((field) => [field, null])),
  tags: "There are no sharding tags here: every gateway serves this API.",
  groups: "There are no groups of people here: add members once the API is there.",
  members: "People are not taken over: add members once the API is there.",
  labels: "Labels are not kept.",
  categories: "Categories are not kept.",
  metadata: "Metadata are not kept.",
  pages: "Pages are not kept.",
  properties: "Properties are not kept: expressions that read them are refused at deployment.",
  responseTemplates: "Response templates are not kept: refusals are in OpenAI's envelope.",
  services: "Services are not kept: endpoints are watched by the calls that they answer.",
  allowMultiJwtOauth2Subscriptions: "Not kept: an application subscribes to as many plans as it may.",
  allowedInApiProducts: "There are no API products here.",
};

/** A definition in Gravitee's words in ours, in place. Ours go through it unchanged; what nobody knows is left for the schema to refuse. */
export function mapApi(api: Fields, isGravitee: boolean, findings: Findings): void {
  findings.leaveOut(api, "", NOT_HERE);
  mapVersions(api);
  mapFlowExecution(api, findings);
  mapListeners(api, findings);
  mapGroups(api, isGravitee, findings);
  mapFailover(api, isGravitee, findings);
  mapAnalytics(api, findings);
  mapFlows(api["flows"], "flows", findings);
  for (const [resource, place] of membersOf(api["resources"], "resources")) findings.leaveOut(resource, place, { id: null });
  mapPlans(api, findings);
}

function mapVersions(api: Fields): void {
  if (typeof api["version"] === "string") {
    api["apiVersion"] ??= api["version"];
    delete api["version"];
  }
  if (api["definitionVersion"] === "4.0.0") api["definitionVersion"] = "V4";
  asConstant(api, "type");
}

function mapFlowExecution(api: Fields, findings: Findings): void {
  const execution = api["flowExecution"];
  delete api["flowExecution"];
  if (!isObject(execution)) return;
  const { mode, matchRequired } = execution;
  if (mode === "BEST_MATCH" || mode === "best-match")
    findings.refuse(
      "flowExecution.mode",
      "Every flow that matches runs here, and not the best one alone: take the mode out, and look at the flows.",
    );
  if (matchRequired === true)
    findings.refuse(
      "flowExecution.matchRequired",
      "A call that no flow matches is served here: take this out, and refuse such calls otherwise.",
    );
}

function mapListeners(api: Fields, findings: Findings): void {
  for (const [listener, place] of membersOf(api["listeners"], "listeners")) {
    asConstant(listener, "type");
    for (const [path, at] of membersOf(listener["paths"], `${place}.paths`)) mapPath(path, at, findings);
    for (const [entrypoint, at] of membersOf(listener["entrypoints"], `${place}.entrypoints`)) {
      findings.leaveOut(entrypoint, at, {
        qos: "There is no quality of service to choose here.",
        dlq: "There is no dead letter queue here.",
      });
      unfold(entrypoint, "configuration");
    }
    findings.leaveOut(listener, place, { pathMappings: "Path mappings are not kept.", servers: "Every gateway listens.", id: null });
    mapCors(listener, place, findings);
  }
}

function mapPath(path: Fields, place: string, findings: Findings): void {
  findings.mustNotLose(path, place, {
    host: "There are no virtual hosts here: the API would answer under every name. Take it out if it may.",
  });
  findings.leaveOut(path, place, { overrideAccess: "Where consumers reach the gateway is a setting of the console." });
  const value = path["path"];
  // Gravitee stores /llmtest/ for what one typed as /llmtest; both answer alike.
  if (typeof value === "string" && value.length > 1) path["path"] = value.replace(/\/+$/, "");
}

function mapCors(listener: Fields, place: string, findings: Findings): void {
  const { cors } = listener;
  if (!isObject(cors)) return;
  if (cors["enabled"] === false && !("maxAge" in cors)) delete listener["cors"];
  else findings.leaveOut(cors, `${place}.cors`, { runPolicies: "No policy runs for a browser's question beforehand." });
}

const FAILOVER: Readonly<Record<string, string>> = {
  slowCallDuration: "Not kept: the provider's time-outs say when an attempt has failed.",
  openStateDuration: "Not kept: how long an endpoint is left out follows from its failures.",
  maxFailures: "Not kept: how long an endpoint is left out follows from its failures.",
  perSubscription: "Not kept: an endpoint that fails, fails for everybody.",
  failureCondition: "Not kept: another endpoint is tried after a time-out, a broken connection, 429 and 5xx.",
  forceNextEndpointOnFailure: "Not kept: a further attempt always goes to another endpoint.",
};

function mapFailover(api: Fields, isGravitee: boolean, findings: Findings): void {
  const failover = api["failover"];
  if (isObject(failover)) {
    const { enabled } = failover;
    findings.leaveOut(failover, "failover", enabled === false ? silently(FAILOVER) : FAILOVER);
    if (isGravitee && enabled === undefined) failover["enabled"] = false;
  } else if (isGravitee && failover === undefined) api["failover"] = { enabled: false };
}

function silently(fields: Readonly<Record<string, string>>): Readonly<Record<string, null>> {
  return Object.fromEntries(Object.keys(fields).map((field) => [field, null]));
}
