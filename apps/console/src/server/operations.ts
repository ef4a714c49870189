import { API_ROLES, APPLICATION_ROLES } from "@sluice/definition/access";
import { apiDefinitionSchema } from "@sluice/definition/api";
import { auditEntrySchema } from "@sluice/definition/audit";
import * as consumers from "@sluice/definition/consumers";
import { planSchema } from "@sluice/definition/plan";
import {
  apiQuerySchema,
  applicationQuerySchema,
  auditQuerySchema,
  priceQuerySchema,
  subscriptionQuerySchema,
} from "@sluice/definition/queries";
import * as resources from "@sluice/definition/resources";
import { z } from "zod";
import { type Operation, pageOf } from "./operation.ts";
import { PEOPLE_OPERATIONS } from "./operations-people.ts";

const { pageQuerySchema: page, apiResourceSchema: api, planResourceSchema: plan } = resources;
const { applicationSchema: application, applicationInputSchema, subscriptionSchema: subscription } = consumers;
const { deploymentSchema, draftInputSchema, draftSchema } = resources;
const decision = { request: consumers.decisionInputSchema, response: subscription };
/** Who is somebody on one thing: four calls, alike for APIs and applications. */
function memberOperations(
  path: string,
  noun: string,
  { member, input }: { readonly member: z.ZodType; readonly input: z.ZodObject },
): Operation[] {
  const one = `${path}/{userId}`;
  return [
    { method: "get", path, summary: `An ${noun}'s members`, query: page, response: pageOf(member) },
    { method: "post", path, summary: `Let one more person into an ${noun}`, request: input, response: member, status: 201 },
    { method: "put", path: one, summary: "Make a member something else", request: input.pick({ role: true }), response: member },
    { method: "delete", path: one, summary: "Take a membership away; the last owner's stays" },
  ];
}

const draftQuery = z.object({
  draftId: z.uuid().optional().meta({ description: "The draft that this API comes from; it is deleted with it" }),
});

/** Every call of the management API. A test holds it against the routes; openapi.json is made from it. */
export const OPERATIONS: readonly Operation[] = [
  ...PEOPLE_OPERATIONS,
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
  { method: "post", path: "/apis/{id}/_start", summary: "Start an API", response: api },
  { method: "post", path: "/apis/{id}/_stop", summary: "Stop an API", response: api },
  { method: "get", path: "/apis/{id}/plans", summary: "An API's plans", query: page, response: pageOf(plan) },
  { method: "post", path: "/apis/{id}/plans", summary: "Add a plan", request: planSchema, response: plan, status: 201 },
  { method: "get", path: "/apis/{id}/plans/{planId}", summary: "A plan", response: plan },
  { method: "put", path: "/apis/{id}/plans/{planId}", summary: "Change a plan", request: planSchema, response: plan },
  { method: "post", path: "/apis/{id}/plans/{planId}/_publish", summary: "Open a plan to subscriptions", response: plan },
  { method: "post", path: "/apis/{id}/plans/{planId}/_deprecate", summary: "Take no new subscriptions", response: plan },
  { method: "post", path: "/apis/{id}/plans/{planId}/_close", summary: "Close a plan and its subscriptions", response: plan },
  ...memberOperations("/apis/{id}/members", "API", {
    member: consumers.memberSchema(API_ROLES),
    input: consumers.apiMemberInputSchema,
  }),
  { method: "get", path: "/applications", summary: "List applications", query: applicationQuerySchema, response: pageOf(application) },
  {
    method: "post",
    path: "/applications",
    summary: "Create an application",
    request: applicationInputSchema,
    response: application,
    status: 201,
  },
  { method: "get", path: "/applications/{id}", summary: "An application", response: application },
  { method: "put", path: "/applications/{id}", summary: "Change an application", request: applicationInputSchema, response: application },
  { method: "delete", path: "/applications/{id}", summary: "Delete an application without open subscriptions" },
  ...memberOperations("/applications/{id}/members", "application", {
    member: consumers.memberSchema(APPLICATION_ROLES),
    input: consumers.applicationMemberInputSchema,
  }),
  {
    method: "post",
    path: "/applications/{id}/certificates",
    summary: "Know an application's callers by one more client certificate",
    request: consumers.certificateInputSchema,
    response: consumers.certificateSchema,
    status: 201,
  },
  { method: "delete", path: "/applications/{id}/certificates/{certificateId}", summary: "Know callers by this certificate no longer" },
  {
    method: "get",
    path: "/applications/{id}/subscriptions",
    summary: "An application's subscriptions",
    query: subscriptionQuerySchema,
    response: pageOf(subscription),
  },
  {
    method: "post",
    path: "/applications/{id}/subscriptions",
    summary: "Subscribe; the key is shown in full here alone",
    request: consumers.subscriptionInputSchema,
    response: subscription,
    status: 201,
  },
  {
    method: "get",
    path: "/subscriptions",
    summary: "List subscriptions",
    query: subscriptionQuerySchema,
    response: pageOf(subscription),
  },
  { method: "get", path: "/subscriptions/{id}", summary: "A subscription, its keys masked", response: subscription },
  {
    method: "put",
    path: "/subscriptions/{id}",
    summary: "Change when a subscription starts and ends",
    request: consumers.subscriptionUpdateSchema,
    response: subscription,
  },
  {
    method: "post",
    path: "/subscriptions/{id}/_accept",
    summary: "Accept a pending subscription; its first key is shown in full here alone",
    request: consumers.acceptInputSchema,
    response: subscription,
  },
  { method: "post", path: "/subscriptions/{id}/_reject", summary: "Reject a pending subscription", ...decision },
  { method: "post", path: "/subscriptions/{id}/_pause", summary: "Refuse a subscription's calls for a while", ...decision },
  { method: "post", path: "/subscriptions/{id}/_resume", summary: "Take a paused subscription's calls again", ...decision },
  { method: "post", path: "/subscriptions/{id}/_close", summary: "End a subscription and revoke its keys", ...decision },
  {
    method: "post",
    path: "/subscriptions/{id}/api-keys",
    summary: "Make one more key; it is shown in full here alone",
    request: consumers.apiKeyInputSchema,
    response: consumers.apiKeySchema,
    status: 201,
  },
  {
    method: "post",
    path: "/subscriptions/{id}/api-keys/_renew",
    summary: "Make a new key; former ones expire in two hours, or when you say",
    request: consumers.renewInputSchema,
    response: consumers.apiKeySchema,
    status: 201,
  },
  {
    method: "put",
    path: "/api-keys/{id}",
    summary: "Change a key's name and end",
    request: consumers.apiKeyUpdateSchema,
    response: consumers.apiKeySchema,
  },
  { method: "post", path: "/api-keys/{id}/_revoke", summary: "Refuse a key from now on", response: consumers.apiKeySchema },
  {
    method: "post",
    path: "/endpoints/_check",
    summary: "Have a gateway call a provider",
    request: resources.endpointCheckInputSchema,
    response: resources.endpointCheckSchema,
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
    path: "/audit",
    summary: "Who changed what, when",
    query: auditQuerySchema,
    response: pageOf(auditEntrySchema),
  },
];
