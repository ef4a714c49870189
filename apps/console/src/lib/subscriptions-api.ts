import {
  type acceptInputSchema,
  type apiKeyInputSchema,
  apiKeySchema,
  type apiKeyUpdateSchema,
  subscriptionCountsSchema,
  type subscriptionInputSchema,
  subscriptionSchema,
  type subscriptionUpdateSchema,
} from "@sluice/definition/consumers";
import { paginationSchema } from "@sluice/definition/resources";
import { z } from "zod";
import { callApi, type Send } from "./api-client.ts";

/** One function a call of the management API about subscriptions and their keys. All throw ApiError. */

type Signal = Pick<Send, "signal">;

const at = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;
const keyAt = (id: string) => `/api-keys/${encodeURIComponent(id)}`;

export interface CountedOf {
  readonly apiId: string;
  readonly planId?: string;
}

/** How many subscriptions of an API, or of one of its plans, there are of each status. */
export function countSubscriptions(of: CountedOf, { signal }: Signal = {}) {
  return callApi(`/subscriptions/_counts?${new URLSearchParams({ ...of })}`, subscriptionCountsSchema, { signal });
}

/** A page of those that the query's words fit, newest first. */
export function listSubscriptions(query: Readonly<Record<string, string>>, { signal }: Signal = {}) {
  const page = z.object({ data: z.array(subscriptionSchema), pagination: paginationSchema });
  return callApi(`/subscriptions?${new URLSearchParams(query)}`, page, { signal });
}

export function readSubscription(id: string, { signal }: Signal = {}) {
  return callApi(at(id), subscriptionSchema, { signal });
}

/** On a plan with AUTO validation and keys, the answer holds the key in full, this once. */
export function subscribe(applicationId: string, body: z.input<typeof subscriptionInputSchema>) {
  return callApi(`/applications/${encodeURIComponent(applicationId)}/subscriptions`, subscriptionSchema, { method: "POST", body });
}

/** The first key of a plan with keys is in the answer, in full this once. */
export function acceptSubscription(id: string, body: z.input<typeof acceptInputSchema>) {
  return callApi(`${at(id)}/_accept`, subscriptionSchema, { method: "POST", body });
}

export type Decision = "reject" | "pause" | "resume" | "close";

/** An empty reason is none. */
export function decideSubscription(id: string, decision: Decision, reason: string) {
  const body = reason.trim() === "" ? {} : { reason };
  return callApi(`${at(id)}/_${decision}`, subscriptionSchema, { method: "POST", body });
}

export function updateSubscription(id: string, body: z.input<typeof subscriptionUpdateSchema>) {
  return callApi(at(id), subscriptionSchema, { method: "PUT", body });
}

/** A new key, in full this once; former ones go on for so long. */
export function renewKey(subscriptionId: string, overlapSeconds: number) {
  return callApi(`${at(subscriptionId)}/api-keys/_renew`, apiKeySchema, { method: "POST", body: { overlapSeconds } });
}

/** One more key, in full this once. */
export function addKey(subscriptionId: string, body: z.input<typeof apiKeyInputSchema>) {
  return callApi(`${at(subscriptionId)}/api-keys`, apiKeySchema, { method: "POST", body });
}

export function updateKey(id: string, body: z.input<typeof apiKeyUpdateSchema>) {
  return callApi(keyAt(id), apiKeySchema, { method: "PUT", body });
}

/** `keepalive`: goes on when the page is left. */
export function revokeKey(id: string, { keepalive = false }: Pick<Send, "keepalive"> = {}) {
  return callApi(`${keyAt(id)}/_revoke`, apiKeySchema, { method: "POST", keepalive });
}
