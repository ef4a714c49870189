import { meSchema } from "@sluice/definition/people";
import {
  apiResourceSchema,
  apiSummarySchema,
  deploymentDetailSchema,
  deploymentSchema,
  draftSchema,
  type EndpointCheckInput,
  endpointCheckSchema,
  gatewayStatusSchema,
  MOST_PER_PAGE,
  paginationSchema,
  pricesSchema,
  verifyPathsSchema,
} from "@sluice/definition/resources";
import { z } from "zod";
import { callApi, type Send } from "./api-client.ts";

/** One function a call of the management API, in the order of its pages. All throw ApiError. */

type Signal = Pick<Send, "signal">;

function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), pagination: paginationSchema.optional() });
}

const at = (id: string) => `/apis/${encodeURIComponent(id)}`;

/** Every API, whatever the number of pages: the list filters in the browser. */
export async function listApis({ signal }: Signal = {}) {
  const read = (page: number) => callApi(`/apis?page=${page}&perPage=${MOST_PER_PAGE}`, listOf(apiSummarySchema), { signal });
  const first = await read(1);
  const rest = Array.from({ length: (first.pagination?.pageCount ?? 1) - 1 }, (_, index) => read(index + 2));
  return [first, ...(await Promise.all(rest))].flatMap((page) => page.data);
}

export function readApi(id: string, { signal }: Signal = {}) {
  return callApi(at(id), apiResourceSchema, { signal });
}

/** `version` is the one that was read: a stale one is refused with `stale_write`. */
export function updateApi(id: string, definition: Record<string, unknown> & { readonly version: number }) {
  return callApi(at(id), apiResourceSchema, { method: "PUT", body: definition });
}

export function deleteApi(id: string) {
  return callApi(at(id), null, { method: "DELETE" });
}

export function startApi(id: string) {
  return callApi(`${at(id)}/_start`, apiResourceSchema, { method: "POST" });
}

export function stopApi(id: string) {
  return callApi(`${at(id)}/_stop`, apiResourceSchema, { method: "POST" });
}

export function deployApi(id: string, label?: string) {
  return callApi(`${at(id)}/deployments`, deploymentSchema, { method: "POST", body: label ? { label } : {} });
}

export async function listDeployments(id: string, { signal }: Signal = {}) {
  return (await callApi(`${at(id)}/deployments?perPage=${MOST_PER_PAGE}`, listOf(deploymentSchema), { signal })).data;
}

export function readDeployment(id: string, revision: number, { signal }: Signal = {}) {
  return callApi(`${at(id)}/deployments/${revision}`, deploymentDetailSchema, { signal });
}

/** Makes an older revision the saved definition. It has to be deployed to take effect. */
export function rollbackApi(id: string, revision: number) {
  return callApi(`${at(id)}/_rollback`, apiResourceSchema, { method: "POST", body: { revision } });
}

export function verifyPaths(paths: readonly string[], apiId?: string) {
  return callApi("/apis/_verify/paths", verifyPathsSchema, { method: "POST", body: { paths, ...(apiId ? { apiId } : {}) } });
}

export async function listDrafts({ signal }: Signal = {}) {
  return (await callApi("/drafts", listOf(draftSchema), { signal })).data;
}

export function discardDraft(id: string) {
  return callApi(`/drafts/${encodeURIComponent(id)}`, null, { method: "DELETE" });
}

export function checkEndpoint(input: EndpointCheckInput, { signal }: Signal = {}) {
  return callApi("/endpoints/_check", endpointCheckSchema, { method: "POST", body: input, signal });
}

/** Prices of models as the catalogue knows them; a model that it does not know is left out. The address tells compatible providers apart. */
export function proposePrices(
  { provider, target }: { readonly provider: string; readonly target: string },
  models: readonly string[],
  { signal }: Signal = {},
) {
  const query = new URLSearchParams({ provider, target, models: models.join(",") });
  return callApi(`/prices?${query}`, pricesSchema, { signal });
}

export function readGateways({ signal }: Signal = {}) {
  return callApi("/gateways", gatewayStatusSchema, { signal });
}

/** Who is signed in, and what they may do at this place. */
export function readMe(place: { readonly apiId: string }, { signal }: Signal = {}) {
  return callApi(`/me?${new URLSearchParams(place)}`, meSchema, { signal });
}
