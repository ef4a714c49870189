import { apiTokenInputSchema, apiTokenQuerySchema, apiTokenSchema } from "@sluice/definition/api-tokens";
import * as oidc from "@sluice/definition/oidc";
import * as people from "@sluice/definition/people";
import { pageQuerySchema } from "@sluice/definition/resources";
import { z } from "zod";
import { type Operation, pageOf } from "./operation.ts";

const { personSchema: person, invitationSchema: invitation } = people;
const { oidcProviderSchema: provider } = oidc;

/** The calls about people and what lets them in. */
export const PEOPLE_OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/me",
    summary: "Who you are, and what you may do, everywhere or at one place",
    query: people.meQuerySchema,
    response: people.meSchema,
  },
  { method: "post", path: "/me/_change-password", summary: "Change your password", request: people.passwordChangeSchema },
  { method: "get", path: "/people", summary: "Who there is", query: people.peopleQuerySchema, response: pageOf(person) },
  { method: "get", path: "/people/{id}", summary: "A person", response: person },
  { method: "put", path: "/people/{id}", summary: "Change a person", request: people.personUpdateSchema, response: person },
  { method: "delete", path: "/people/{id}", summary: "Delete a person" },
  {
    method: "get",
    path: "/people/{id}/sessions",
    summary: "A person's sessions",
    query: pageQuerySchema,
    response: pageOf(people.sessionSchema),
  },
  {
    method: "post",
    path: "/people/{id}/_end-sessions",
    summary: "End one or all of a person's sessions",
    request: people.endSessionsSchema,
    response: z.object({ ended: z.int() }),
  },
  {
    method: "post",
    path: "/people/{id}/_reset-password",
    summary: "Make a link by which a person chooses a new password",
    response: people.passwordLinkSchema,
    status: 201,
  },
  {
    method: "get",
    path: "/invitations",
    summary: "Who was invited",
    query: people.invitationQuerySchema,
    response: pageOf(invitation),
  },
  {
    method: "post",
    path: "/invitations",
    summary: "Invite somebody; the link is shown here alone",
    request: people.invitationInputSchema,
    response: invitation,
    status: 201,
  },
  { method: "post", path: "/invitations/{id}/_revoke", summary: "Make an invitation's link worthless", response: invitation },
  {
    method: "post",
    path: "/invitations/_open",
    summary: "What a link is for",
    request: people.openLinkInputSchema,
    response: people.openedLinkSchema,
    open: true,
  },
  {
    method: "post",
    path: "/invitations/_accept",
    summary: "Use a link: choose name and password",
    request: people.acceptLinkInputSchema,
    response: people.acceptedLinkSchema,
    open: true,
  },
  { method: "get", path: "/tokens", summary: "Your API tokens", query: apiTokenQuerySchema, response: pageOf(apiTokenSchema) },
  {
    method: "post",
    path: "/tokens",
    summary: "Make an API token; it is shown in full here alone",
    request: apiTokenInputSchema,
    response: apiTokenSchema,
    status: 201,
  },
  { method: "post", path: "/tokens/{id}/_revoke", summary: "Refuse a token from now on", response: apiTokenSchema },
  {
    method: "get",
    path: "/settings/oidc",
    summary: "The issuers by which people sign in",
    query: pageQuerySchema,
    response: pageOf(provider),
  },
  {
    method: "post",
    path: "/settings/oidc",
    summary: "Add an issuer",
    request: oidc.oidcProviderInputSchema,
    response: provider,
    status: 201,
  },
  { method: "put", path: "/settings/oidc/{id}", summary: "Change an issuer", request: oidc.oidcProviderUpdateSchema, response: provider },
  { method: "delete", path: "/settings/oidc/{id}", summary: "Delete an issuer" },
  {
    method: "post",
    path: "/settings/oidc/_check",
    summary: "Read an issuer's discovery document",
    request: oidc.oidcCheckInputSchema,
    response: oidc.oidcCheckSchema,
  },
];
