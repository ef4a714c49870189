import { API_ROLES, APPLICATION_ROLES } from "@sluice/definition/access";
import * as consumers from "@sluice/definition/consumers";
import * as queries from "@sluice/definition/queries";
import { pageQuerySchema } from "@sluice/definition/resources";
import type { z } from "zod";
import { type Operation, pageOf } from "./operation.ts";

const { applicationSchema: application, applicationInputSchema, subscriptionSchema: subscription } = consumers;
const decision = { request: consumers.decisionInputSchema, response: subscription };

/** The calls about who may call: applications, subscriptions, keys, and who may change what. */
export const CONSUMER_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/catalogue",
    summary: "APIs that one may subscribe to, or call without",
    query: queries.catalogueQuerySchema,
    response: pageOf(consumers.catalogueEntrySchema),
  },
  ...memberOperations("/apis/{id}/members", "API", {
    member: consumers.memberSchema(API_ROLES),
    input: consumers.apiMemberInputSchema,
  }),
  {
    method: "get",
    path: "/applications",
    summary: "List applications",
    query: queries.applicationQuerySchema,
    response: pageOf(application),
  },
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
    path: "/applications/{id}/limits",
    summary: "What is left of the limits of an application's subscriptions",
    response: consumers.subscriptionLimitsSchema,
  },
  {
    method: "get",
    path: "/applications/{id}/subscriptions",
    summary: "An application's subscriptions",
    query: queries.subscriptionQuerySchema,
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
    query: queries.subscriptionQuerySchema,
    response: pageOf(subscription),
  },
  {
    method: "get",
    path: "/subscriptions/_counts",
    summary: "How many subscriptions there are of each status",
    query: queries.subscriptionFilterSchema,
    response: consumers.subscriptionCountsSchema,
  },
  {
    method: "get",
    path: "/subscriptions/_export",
    summary: "Subscriptions as CSV, separated by semicolons; no keys",
    query: queries.subscriptionExportQuerySchema,
    media: "text/csv",
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
];

/** Who is somebody on one thing: four calls, alike for APIs and applications. */
function memberOperations(
  path: string,
  noun: string,
  { member, input }: { readonly member: z.ZodType; readonly input: z.ZodObject },
): Operation[] {
  const one = `${path}/{userId}`;
  return [
    { method: "get", path, summary: `An ${noun}'s members`, query: pageQuerySchema, response: pageOf(member) },
    { method: "post", path, summary: `Let one more person into an ${noun}`, request: input, response: member, status: 201 },
    { method: "put", path: one, summary: "Make a member something else", request: input.pick({ role: true }), response: member },
    { method: "delete", path: one, summary: "Take a membership away; the last owner's stays" },
  ];
}
