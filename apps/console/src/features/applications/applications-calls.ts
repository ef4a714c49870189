import { APPLICATION_ROLES, type ApplicationRole } from "@sluice/definition/access";
import {
  type applicationInputSchema,
  applicationSchema,
  catalogueEntrySchema,
  certificateSchema,
  memberSchema,
  subscriptionLimitsSchema,
  subscriptionSchema,
} from "@sluice/definition/consumers";
import { personSchema } from "@sluice/definition/people";
import { MOST_PER_PAGE, paginationSchema } from "@sluice/definition/resources";
import { z } from "zod";
import { callApi, type Send } from "../../lib/api-client.ts";

/** One function a call of the management API, in the order of an application's pages. All throw ApiError. */

type Signal = Pick<Send, "signal">;
type ApplicationInput = z.input<typeof applicationInputSchema>;

const at = (id: string) => `/applications/${encodeURIComponent(id)}`;

/** Every row of a list, whatever the number of its pages. */
async function readAll<Item extends z.ZodType>(path: string, item: Item, { signal }: Signal): Promise<z.output<Item>[]> {
  const schema = z.object({ data: z.array(item), pagination: paginationSchema });
  const read = (page: number) => callApi(`${path}?page=${page}&perPage=${MOST_PER_PAGE}`, schema, { signal });
  const first = await read(1);
  const rest = Array.from({ length: first.pagination.pageCount - 1 }, (_, index) => read(index + 2));
  return [first, ...(await Promise.all(rest))].flatMap((page) => page.data as z.output<Item>[]);
}

export function createApplication(body: ApplicationInput) {
  return callApi("/applications", applicationSchema, { method: "POST", body });
}

export function readApplication(id: string, { signal }: Signal = {}) {
  return callApi(at(id), applicationSchema, { signal });
}

export function updateApplication(id: string, body: ApplicationInput) {
  return callApi(at(id), applicationSchema, { method: "PUT", body });
}

export function deleteApplication(id: string) {
  return callApi(at(id), null, { method: "DELETE" });
}

export function listSubscriptions(applicationId: string, { signal }: Signal = {}) {
  return readAll(`${at(applicationId)}/subscriptions`, subscriptionSchema, { signal });
}

/** What is left of its subscriptions' limits. */
export async function listLimits(applicationId: string, { signal }: Signal = {}) {
  return (await callApi(`${at(applicationId)}/limits`, subscriptionLimitsSchema, { signal })).data;
}

/** APIs that one may subscribe to, with their plans. */
export function listCatalogue({ signal }: Signal = {}) {
  return readAll("/catalogue", catalogueEntrySchema, { signal });
}

const member = memberSchema(APPLICATION_ROLES);

export function listMembers(applicationId: string, { signal }: Signal = {}) {
  return readAll(`${at(applicationId)}/members`, member, { signal });
}

export interface Membership {
  readonly userId: string;
  readonly role: ApplicationRole;
}

export function addMember(applicationId: string, membership: Membership) {
  return callApi(`${at(applicationId)}/members`, member, { method: "POST", body: membership });
}

export function changeMember(applicationId: string, { userId, role }: Membership) {
  return callApi(`${at(applicationId)}/members/${encodeURIComponent(userId)}`, member, { method: "PUT", body: { role } });
}

export function removeMember(applicationId: string, userId: string) {
  return callApi(`${at(applicationId)}/members/${encodeURIComponent(userId)}`, null, { method: "DELETE" });
}

/** People whose name or e-mail address holds this text: the first page of them, for picking one. */
export async function findPeople(text: string, { signal }: Signal = {}) {
  return (
    await callApi(`/people?${new URLSearchParams({ q: text, perPage: "25" })}`, z.object({ data: z.array(personSchema) }), { signal })
  ).data;
}

/** `certificate` is in PEM, without its private key. */
export function addCertificate(applicationId: string, certificate: string) {
  return callApi(`${at(applicationId)}/certificates`, certificateSchema, { method: "POST", body: { certificate } });
}

export function deleteCertificate(applicationId: string, certificateId: string) {
  return callApi(`${at(applicationId)}/certificates/${encodeURIComponent(certificateId)}`, null, { method: "DELETE" });
}
