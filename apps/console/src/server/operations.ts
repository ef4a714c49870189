import { usageQuerySchema, usageSchema } from "@sluice/definition/analytics";
import { apiDefinitionSchema } from "@sluice/definition/api";
import { auditEntrySchema } from "@sluice/definition/audit";
import { planOrderSchema } from "@sluice/definition/consumers";
import { requestContentSchema } from "@sluice/definition/contents";
import { expressionCheckInputSchema, expressionCheckSchema } from "@sluice/definition/expressions";
import { logDetailSchema, logEntrySchema, logExportQuerySchema, logPaginationSchema, logQuerySchema } from "@sluice/definition/logs";
import { planSchema } from "@sluice/definition/plan";
import { impactInputSchema, impactSchema } from "@sluice/definition/policy-impact";
import { trialInputSchema, trialSchema } from "@sluice/definition/policy-trial";
import { apiQuerySchema, auditExportQuerySchema, auditQuerySchema, priceQuerySchema } from "@sluice/definition/queries";
import * as resources from "@sluice/definition/resources";
import { exportSchema, importedApiSchema, importInputSchema, importPreviewSchema, importQuerySchema } from "@sluice/definition/transfer";
import { z } from "zod";
import { type Operation, pageOf } from "./operation.ts";
import { CONSUMER_OPERATIONS } from "./operations-consumers.ts";
import { COST_OPERATIONS } from "./operations-cost.ts";
import { INSIGHT_OPERATIONS } from "./operations-insight.ts";
import { PEOPLE_OPERATIONS } from "./operations-people.ts";
import { SETTINGS_OPERATIONS } from "./operations-settings.ts";

const { pageQuerySchema: page, apiResourceSchema: api, planResourceSchema: plan } = resources;
const { deploymentSchema, draftInputSchema, draftSchema } = resources;
const draftQuery = z.object({
  draftId: z.uuid().optional().meta({ description: "The draft that this API comes from; it is deleted with it" }),
});

/** Every call of the management API. Tests hold it against the routes, and against who may make it (testing/access-table.ts); openapi.json is made from it. */
export const OPERATIONS: readonly Operation[] = [
  ...PEOPLE_OPERATIONS,
  ...CONSUMER_OPERATIONS,
  ...SETTINGS_OPERATIONS,
  ...INSIGHT_OPERATIONS,
  ...COST_OPERATIONS,
  { method: "get", path: "/apis", summary: "List APIs", query: apiQuerySchema, response: pageOf(resources.apiSummarySchema) },
  {
    method: "post",
    path: "/apis",
    summary: "Create an API with its plans: all of it or none",
    query: draftQuery,
    request: apiDefinitionSchema,
    response: api,
    status: 201,
  },
  {
    method: "post",
    path: "/apis/_import",
    summary: "Create an API from an export of Sluice's or Gravitee's (V4), or say what would come of it",
    query: importQuerySchema,
    request: importInputSchema,
    response: importedApiSchema,
    status: 201,
    dryResponse: importPreviewSchema,
  },
  { method: "get", path: "/apis/{id}/_export", summary: "An API and its plans as a file, without its secrets", response: exportSchema },
  {
    method: "post",
    path: "/apis/_verify/paths",
    summary: "Whether context paths are free",
    request: resources.verifyPathsInputSchema,
    response: resources.verifyPathsSchema,
  },
  { method: "get", path: "/apis/{id}", summary: "An API as it is saved", response: api },
  { method: "put", path: "/apis/{id}", summary: "Save an API's definition", request: resources.apiUpdateSchema, response: api },
  { method: "delete", path: "/apis/{id}", summary: "Delete a stopped API" },
  {
    method: "get",
    path: "/apis/{id}/changes",
    summary: "What is saved and not deployed",
    response: z.object({ data: z.array(resources.changeSchema) }),
  },
  {
    method: "get",
    path: "/apis/{id}/deployments",
    summary: "An API's revisions and the gateways' word on them",
    query: page,
    response: pageOf(deploymentSchema),
  },
  {
    method: "post",
    path: "/apis/{id}/deployments",
    summary: "Deploy what is saved",
    request: resources.deploymentInputSchema,
    response: deploymentSchema,
    status: 201,
  },
  { method: "get", path: "/apis/{id}/deployments/{revision}", summary: "One revision", response: resources.deploymentDetailSchema },
  {
    method: "post",
    path: "/apis/{id}/_rollback",
    summary: "Save an earlier revision's definition again",
    request: resources.rollbackInputSchema,
    response: api,
  },
  {
    method: "post",
    path: "/apis/{id}/policies/_impact",
    summary: "How many past requests each policy would have refused",
    request: impactInputSchema,
    response: impactSchema,
  },
  {
    method: "post",
    path: "/apis/{id}/policies/_try",
    summary: "What each policy would do to a call",
    request: trialInputSchema,
    response: trialSchema,
  },
  { method: "post", path: "/apis/{id}/_start", summary: "Start an API", response: api },
  { method: "post", path: "/apis/{id}/_stop", summary: "Stop an API", response: api },
  { method: "get", path: "/apis/{id}/plans", summary: "An API's plans", query: page, response: pageOf(plan) },
  { method: "post", path: "/apis/{id}/plans", summary: "Add a plan", request: planSchema, response: plan, status: 201 },
  {
    method: "post",
    path: "/apis/{id}/plans/_reorder",
    summary: "Say in which order plans are tried",
    request: planOrderSchema,
    response: z.object({ data: z.array(plan) }),
  },
  { method: "get", path: "/apis/{id}/plans/{planId}", summary: "A plan", response: plan },
  { method: "put", path: "/apis/{id}/plans/{planId}", summary: "Change a plan", request: planSchema, response: plan },
  { method: "post", path: "/apis/{id}/plans/{planId}/_publish", summary: "Open a plan to subscriptions", response: plan },
  { method: "post", path: "/apis/{id}/plans/{planId}/_deprecate", summary: "Take no new subscriptions", response: plan },
  { method: "post", path: "/apis/{id}/plans/{planId}/_close", summary: "Close a plan and its subscriptions", response: plan },
  {
    method: "post",
    path: "/endpoints/_check",
    summary: "Have a gateway call a provider",
    request: resources.endpointCheckInputSchema,
    response: resources.endpointCheckSchema,
  },
  {
    method: "post",
    path: "/expressions/_check",
    summary: "Whether an expression compiles",
    request: expressionCheckInputSchema,
    response: expressionCheckSchema,
  },
  { method: "get", path: "/drafts", summary: "Your drafts", query: page, response: pageOf(draftSchema) },
  { method: "post", path: "/drafts", summary: "Keep a draft", request: draftInputSchema, response: draftSchema, status: 201 },
  { method: "get", path: "/drafts/{id}", summary: "A draft of yours", response: draftSchema },
  { method: "put", path: "/drafts/{id}", summary: "Save a draft", request: draftInputSchema, response: draftSchema },
  { method: "delete", path: "/drafts/{id}", summary: "Delete a draft" },
  { method: "get", path: "/gateways", summary: "The gateways and where consumers find them", response: resources.gatewayStatusSchema },
  {
    method: "get",
    path: "/prices",
    summary: "Proposed prices of models",
    query: priceQuerySchema,
    response: resources.pricesSchema,
  },
  {
    method: "get",
    path: "/analytics/usage",
    summary: "Requests, tokens, costs and durations",
    query: usageQuerySchema,
    response: usageSchema,
  },
  {
    method: "get",
    path: "/logs",
    summary: "Requests one by one, newest first",
    query: logQuerySchema,
    response: z.object({ data: z.array(logEntrySchema), pagination: logPaginationSchema }),
  },
  {
    method: "get",
    path: "/logs/_export",
    summary: "The same as a file, in full: CSV, or a JSON object a line",
    query: logExportQuerySchema,
    response: z.string(),
    media: "text/csv",
  },
  { method: "get", path: "/logs/{requestId}", summary: "One request and its why", response: logDetailSchema },
  {
    method: "get",
    path: "/logs/{requestId}/content",
    summary: "What was asked and answered, where it is kept; the audit has an entry of every reading",
    response: requestContentSchema,
  },
  {
    method: "get",
    path: "/audit",
    summary: "Who changed what, when",
    query: auditQuerySchema,
    response: pageOf(auditEntrySchema),
  },
  {
    method: "get",
    path: "/audit/_export",
    summary: "The same as a file, in full: CSV, or a JSON object a line",
    query: auditExportQuerySchema,
    response: z.string(),
    media: "text/csv",
  },
];
