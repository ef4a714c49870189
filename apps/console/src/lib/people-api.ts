import { type ApiTokenInput, apiTokenSchema } from "@sluice/definition/api-tokens";
import {
  acceptedLinkSchema,
  type InvitationInput,
  invitationSchema,
  openedLinkSchema,
  type PersonUpdate,
  passwordLinkSchema,
  personSchema,
  sessionSchema,
} from "@sluice/definition/people";
import { MOST_PER_PAGE, paginationSchema } from "@sluice/definition/resources";
import { z } from "zod";
import { callApi, type Send } from "./api-client.ts";

/** People and what lets them in: one function a call. All throw ApiError. */

type Signal = Pick<Send, "signal">;

function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), pagination: paginationSchema });
}

const at = (id: string) => `/people/${encodeURIComponent(id)}`;
const ALL = `perPage=${MOST_PER_PAGE}`;

/** A page of who there is; `q` narrows it by name or address. */
export function listPeople({ q, page }: { readonly q: string; readonly page: number }, { signal }: Signal = {}) {
  return callApi(`/people?${new URLSearchParams({ page: String(page), perPage: "50", ...(q ? { q } : {}) })}`, pageOf(personSchema), {
    signal,
  });
}

export function readPerson(id: string, { signal }: Signal = {}) {
  return callApi(at(id), personSchema, { signal });
}

export function updatePerson(id: string, change: PersonUpdate) {
  return callApi(at(id), personSchema, { method: "PUT", body: change });
}

export function deletePerson(id: string) {
  return callApi(at(id), null, { method: "DELETE" });
}

/** A link by which the person chooses a new password. */
export function makePasswordLink(id: string) {
  return callApi(`${at(id)}/_reset-password`, passwordLinkSchema, { method: "POST" });
}

export async function listSessions(personId: string, { signal }: Signal = {}) {
  return (await callApi(`${at(personId)}/sessions?${ALL}`, pageOf(sessionSchema), { signal })).data;
}

export function endSessions(personId: string, which: { readonly sessionId?: string; readonly keepCurrent?: boolean }) {
  return callApi(`${at(personId)}/_end-sessions`, z.object({ ended: z.int() }), { method: "POST", body: which });
}

export async function listOpenInvitations({ signal }: Signal = {}) {
  return (await callApi(`/invitations?state=PENDING&${ALL}`, pageOf(invitationSchema), { signal })).data;
}

export function createInvitation(input: InvitationInput) {
  return callApi("/invitations", invitationSchema, { method: "POST", body: input });
}

export function revokeInvitation(id: string) {
  return callApi(`/invitations/${encodeURIComponent(id)}/_revoke`, invitationSchema, { method: "POST" });
}

export function openLink(token: string) {
  return callApi("/invitations/_open", openedLinkSchema, { method: "POST", body: { token } });
}

export function acceptLink(input: { readonly token: string; readonly name?: string; readonly password: string }) {
  return callApi("/invitations/_accept", acceptedLinkSchema, { method: "POST", body: input });
}

export function changePassword(passwords: { readonly currentPassword: string; readonly newPassword: string }) {
  return callApi("/me/_change-password", null, { method: "POST", body: passwords });
}

/** One's own tokens, or those of a person whom one manages. */
export async function listTokens(personId: string | null, { signal }: Signal = {}) {
  const whose = personId === null ? "" : `&personId=${encodeURIComponent(personId)}`;
  return (await callApi(`/tokens?${ALL}${whose}`, pageOf(apiTokenSchema), { signal })).data;
}

export function createToken(input: ApiTokenInput) {
  return callApi("/tokens", apiTokenSchema, { method: "POST", body: input });
}

export function revokeToken(id: string) {
  return callApi(`/tokens/${encodeURIComponent(id)}/_revoke`, apiTokenSchema, { method: "POST" });
}
