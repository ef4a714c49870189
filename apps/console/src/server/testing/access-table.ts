import { CHAT_CERTIFICATE } from "@sluice/management/applications/testing/certificates";
import { definitionAt } from "@sluice/management/testing/test-context";
import type { World } from "./access-world.ts";
import { INSIDERS, type Insider } from "./callers.ts";

/** Who may make a call, written by hand: what the code says by permissions is said here by people. */
export interface Access {
  /** Where one call has several rows, because it may name a place or none. */
  readonly about?: string;
  readonly may: readonly Insider[];
  /** Lists show what one may see: whose answer has this in it, and nobody else's. */
  readonly shows?: { readonly what: (world: World) => string; readonly to: readonly Insider[] };
  readonly body?: (world: World) => unknown;
  readonly query?: (world: World) => Record<string, string>;
  /** In the path's parameters, where the usual thing of that name would be in the wrong state. */
  readonly at?: (world: World) => Record<string, string>;
  /** To others it is as if it were not there. */
  readonly hidden?: true;
}

const EVERYBODY = INSIDERS;
const PEOPLE = INSIDERS.filter((caller) => !caller.startsWith("token"));
const ADMINISTRATORS: readonly Insider[] = ["administrator"];
const PUBLISHERS: readonly Insider[] = ["publisher", "administrator"];
/** All people but the viewer. */
const MAKERS = PEOPLE.filter((caller) => caller !== "viewer");

const OWN_THE_API: readonly Insider[] = ["administrator", "API's owner"];
const CHANGE_THE_API: readonly Insider[] = [...OWN_THE_API, "API's editor"];
const SEE_THE_API: readonly Insider[] = [...CHANGE_THE_API, "API's viewer", "viewer", "publisher", "token that reads APIs"];

const OWN_THE_APPLICATION: readonly Insider[] = ["administrator", "application's owner"];
const USE_THE_APPLICATION: readonly Insider[] = [...OWN_THE_APPLICATION, "application's user", "token that uses applications"];
const SEE_THE_APPLICATION: readonly Insider[] = [...USE_THE_APPLICATION, "application's viewer", "viewer", "publisher"];

const EITHER_SIDE = [...CHANGE_THE_API, ...USE_THE_APPLICATION];
const ONLOOKERS = [...SEE_THE_API, ...SEE_THE_APPLICATION];
/** Those who may see subscriptions at all: all people, each their own, and tokens that see either side. */
const LOOKERS = EVERYBODY;

const named = (name: string) => ({ name });
const definition = (path: string) => ({ ...definitionAt(path), name: path });
const keyPlan = { name: "Gold", security: { type: "API_KEY" } };
const staged = (world: World) => ({ planId: world.stagedPlanId });
const free = (world: World) => ({ planId: world.freePlanId });
const byName = (world: World) => ({ q: world.name });
const idle = (world: World) => ({ id: world.idleApplicationId });

const PEOPLE_ACCESS: Readonly<Record<string, Access>> = {
  "GET /me": { may: EVERYBODY },
  // By a session alone, which nobody here has: e2e/account.spec.ts changes a password.
  "POST /me/_change-password": { may: [], body: () => ({ currentPassword: "former-password", newPassword: "another-password" }) },
  "GET /people": { may: PEOPLE },
  "GET /people/{id}": { may: ADMINISTRATORS },
  "PUT /people/{id}": { may: ADMINISTRATORS, body: () => ({ role: "administrator" }) },
  "DELETE /people/{id}": { may: ADMINISTRATORS },
  "GET /people/{id}/sessions": { may: ADMINISTRATORS },
  "POST /people/{id}/_end-sessions": { may: ADMINISTRATORS },
  "POST /people/{id}/_reset-password": { may: ADMINISTRATORS },
  "GET /invitations": { may: ADMINISTRATORS },
  "POST /invitations": { may: ADMINISTRATORS, body: ({ name }) => ({ email: `new-${name}@example.org`, role: "administrator" }) },
  "POST /invitations/{id}/_revoke": { may: ADMINISTRATORS },
  // Their own tokens, without scopes: a confined token has no scope for it here.
  "GET /tokens": { may: PEOPLE },
  "POST /tokens": { may: PEOPLE, body: () => named("mine") },
  "POST /tokens/{id}/_revoke": { may: ADMINISTRATORS },
};

const API_ACCESS: Readonly<Record<string, Access>> = {
  "GET /catalogue": { may: PEOPLE },
  "GET /apis": { may: PEOPLE, query: byName, shows: { what: ({ apiId }) => apiId, to: SEE_THE_API } },
  "POST /apis": { may: PUBLISHERS, body: ({ path }) => definition(`${path}-created`) },
  "POST /apis/_import": { may: PUBLISHERS, body: ({ path }) => definition(`${path}-imported`) },
  "GET /apis/{id}/_export": { may: SEE_THE_API },
  "POST /apis/_verify/paths": { may: PUBLISHERS, body: ({ path }) => ({ paths: [path] }) },
  "GET /apis/{id}": { may: SEE_THE_API },
  "PUT /apis/{id}": { may: CHANGE_THE_API, body: ({ path }) => ({ ...definition(path), version: 1 }) },
  "DELETE /apis/{id}": { may: OWN_THE_API },
  "GET /apis/{id}/changes": { may: SEE_THE_API },
  "GET /apis/{id}/deployments": { may: SEE_THE_API },
  "POST /apis/{id}/deployments": { may: CHANGE_THE_API, body: () => ({}) },
  "GET /apis/{id}/deployments/{revision}": { may: SEE_THE_API },
  "POST /apis/{id}/_rollback": { may: CHANGE_THE_API, body: () => ({ revision: 1 }) },
  "POST /apis/{id}/_start": { may: CHANGE_THE_API },
  "POST /apis/{id}/_stop": { may: CHANGE_THE_API },
  "GET /apis/{id}/members": { may: SEE_THE_API },
  "POST /apis/{id}/members": { may: OWN_THE_API, body: ({ bystanderId }) => ({ userId: bystanderId, role: "OWNER" }) },
  "PUT /apis/{id}/members/{userId}": { may: OWN_THE_API, body: () => ({ role: "OWNER" }) },
  "DELETE /apis/{id}/members/{userId}": { may: OWN_THE_API },
  "GET /apis/{id}/plans": { may: SEE_THE_API },
  "POST /apis/{id}/plans": { may: CHANGE_THE_API, body: () => keyPlan },
  "POST /apis/{id}/plans/_reorder": { may: CHANGE_THE_API, body: ({ stagedPlanId }) => ({ planIds: [stagedPlanId] }) },
  "GET /apis/{id}/plans/{planId}": { may: SEE_THE_API },
  "PUT /apis/{id}/plans/{planId}": { may: CHANGE_THE_API, body: () => keyPlan },
  "POST /apis/{id}/plans/{planId}/_publish": { may: CHANGE_THE_API, at: staged },
  "POST /apis/{id}/plans/{planId}/_deprecate": { may: CHANGE_THE_API, at: free },
  "POST /apis/{id}/plans/{planId}/_close": { may: CHANGE_THE_API, at: free },
  "POST /apis/{id}/policies/_impact": { may: SEE_THE_API },
  "POST /apis/{id}/policies/_try": {
    may: CHANGE_THE_API,
    body: ({ freePlanId }) => ({ planId: freePlanId, sample: { model: "m", messages: [{ content: "Hello" }] } }),
  },
  "POST /endpoints/_check": {
    may: PUBLISHERS,
    body: () => ({ provider: "OPEN_AI", authentication: { type: "BEARER", bearer: "sk-of-nobody-at-all" } }),
  },
  "POST /expressions/_check": { may: EVERYBODY, body: () => ({ source: "{#llm.stream}", use: "condition" }) },
  "GET /drafts": { may: PUBLISHERS, shows: { what: ({ draftId }) => draftId, to: ["publisher"] } },
  "POST /drafts": { may: PUBLISHERS, body: () => ({ step: "details", definition: {} }) },
  "GET /drafts/{id}": { may: ["publisher"], hidden: true },
  "PUT /drafts/{id}": { may: ["publisher"], hidden: true, body: () => ({ step: "details", definition: {} }) },
  "DELETE /drafts/{id}": { may: ["publisher"], hidden: true },
  "GET /gateways": { may: PEOPLE },
  "GET /prices": { may: EVERYBODY, query: () => ({ provider: "OPEN_AI", models: "gpt-5-mini" }) },
};

const CONSUMER_ACCESS: Readonly<Record<string, Access>> = {
  "GET /applications": {
    may: [...PEOPLE, "token that uses applications"],
    query: byName,
    shows: { what: ({ applicationId }) => applicationId, to: SEE_THE_APPLICATION },
  },
  "POST /applications": { may: MAKERS, body: () => named("Mine") },
  "GET /applications/{id}": { may: SEE_THE_APPLICATION },
  "PUT /applications/{id}": { may: USE_THE_APPLICATION, body: () => named("Ours") },
  "DELETE /applications/{id}": { may: OWN_THE_APPLICATION, at: idle },
  "GET /applications/{id}/members": { may: SEE_THE_APPLICATION },
  "POST /applications/{id}/members": { may: OWN_THE_APPLICATION, body: ({ bystanderId }) => ({ userId: bystanderId, role: "OWNER" }) },
  "PUT /applications/{id}/members/{userId}": { may: OWN_THE_APPLICATION, body: () => ({ role: "OWNER" }) },
  "DELETE /applications/{id}/members/{userId}": { may: OWN_THE_APPLICATION },
  "POST /applications/{id}/certificates": { may: USE_THE_APPLICATION, body: () => ({ certificate: CHAT_CERTIFICATE }) },
  "DELETE /applications/{id}/certificates/{certificateId}": { may: USE_THE_APPLICATION },
  "GET /applications/{id}/limits": { may: SEE_THE_APPLICATION },
  "GET /applications/{id}/subscriptions": { may: LOOKERS, shows: { what: ({ acceptedId }) => acceptedId, to: ONLOOKERS } },
  "POST /applications/{id}/subscriptions": { may: USE_THE_APPLICATION, body: free },
  "GET /subscriptions": { may: LOOKERS, query: byName, shows: { what: ({ acceptedId }) => acceptedId, to: ONLOOKERS } },
  "GET /subscriptions/_counts": { may: LOOKERS, query: byName, shows: { what: () => `"ACCEPTED":1`, to: ONLOOKERS } },
  "GET /subscriptions/_export": { may: LOOKERS, query: byName, shows: { what: ({ acceptedId }) => acceptedId, to: ONLOOKERS } },
  "GET /subscriptions/{id}": { may: ONLOOKERS },
  "PUT /subscriptions/{id}": { may: CHANGE_THE_API, body: () => ({ endingAt: "2100-01-01T00:00:00Z" }) },
  "POST /subscriptions/{id}/_accept": { may: CHANGE_THE_API, at: ({ pendingId }) => ({ id: pendingId }) },
  "POST /subscriptions/{id}/_reject": { may: CHANGE_THE_API, at: ({ pendingId }) => ({ id: pendingId }) },
  "POST /subscriptions/{id}/_pause": { may: CHANGE_THE_API },
  "POST /subscriptions/{id}/_resume": { may: CHANGE_THE_API, at: ({ pausedId }) => ({ id: pausedId }) },
  "POST /subscriptions/{id}/_close": { may: EITHER_SIDE },
  "POST /subscriptions/{id}/api-keys": { may: EITHER_SIDE },
  "POST /subscriptions/{id}/api-keys/_renew": { may: EITHER_SIDE },
  "PUT /api-keys/{id}": { may: EITHER_SIDE, body: () => named("main") },
  "POST /api-keys/{id}/_revoke": { may: EITHER_SIDE },
};

const provider = { name: "Acme", clientId: "sluice", clientSecret: "a-secret" };
const providerOf = ({ oidcProviderId }: World) => ({ id: oidcProviderId });
const SETTINGS_ACCESS: Readonly<Record<string, Access>> = {
  "GET /settings/encryption": { may: ADMINISTRATORS },
  "POST /settings/encryption/_rotate": { may: ADMINISTRATORS },
  "GET /settings/retention": { may: ADMINISTRATORS },
  "PUT /settings/retention": { may: ADMINISTRATORS, body: () => ({ rows: 90 }) },
  "GET /settings/oidc": { may: ADMINISTRATORS },
  "POST /settings/oidc": { may: ADMINISTRATORS, body: ({ name }) => ({ ...provider, id: `${name}-new`, issuer: "https://a.example" }) },
  "POST /settings/oidc/_check": { may: ADMINISTRATORS, body: () => ({ issuer: "https://127.0.0.1:9" }) },
  "PUT /settings/oidc/{id}": { may: ADMINISTRATORS, at: providerOf, body: () => provider },
  "DELETE /settings/oidc/{id}": { may: ADMINISTRATORS, at: providerOf },
};

const READ_EVERY_API: readonly Insider[] = ["viewer", "publisher", "administrator", "token that reads APIs"];
const price = ({ name }: World) => ({ model: name, effectiveFrom: "2026-11-01T00:00:00Z", tiers: [{ inputPrice: "1" }] });
const priceOf = ({ modelPriceId }: World) => ({ id: modelPriceId });
const past = { from: "2026-11-01T00:00:00Z", to: "2026-11-01T00:00:01Z" };
const budget = { name: "Ours", amountUsd: "100" };
/** The world's own is of its API. */
const budgetOf = ({ budgetId }: World) => ({ id: budgetId });
const ofTheApi = ({ apiId }: World) => ({ ...budget, apiId });
const ofTheApplication = ({ applicationId }: World) => ({ ...budget, applicationId });
const mailServer = { host: "smtp.example.org", sender: "sluice@example.org" };
const COST_ACCESS: Readonly<Record<string, Access | readonly Access[]>> = {
  "GET /model-prices": { may: READ_EVERY_API },
  "GET /model-prices/_effective": { may: READ_EVERY_API },
  "POST /model-prices": { may: ADMINISTRATORS, body: price },
  "PUT /model-prices/{id}": { may: ADMINISTRATORS, at: priceOf, body: price },
  "DELETE /model-prices/{id}": { may: ADMINISTRATORS, at: priceOf },
  "GET /repricings": { may: READ_EVERY_API },
  "POST /repricings": { may: ADMINISTRATORS, body: () => ({ ...past, dryRun: false }) },
  "GET /repricings/{id}": { may: READ_EVERY_API, at: ({ repricingId }: World) => ({ id: repricingId }) },
  "GET /budgets": { may: EVERYBODY, shows: { what: ({ budgetId }: World) => budgetId, to: SEE_THE_API } },
  "POST /budgets": [
    { may: ADMINISTRATORS, body: () => budget },
    { about: "of an API", may: CHANGE_THE_API, body: ofTheApi },
    { about: "of an application", may: USE_THE_APPLICATION, body: ofTheApplication },
  ],
  "PUT /budgets/{id}": { may: CHANGE_THE_API, at: budgetOf, body: ofTheApi },
  "DELETE /budgets/{id}": { may: CHANGE_THE_API, at: budgetOf },
  "GET /budgets/{id}/alerts": { may: SEE_THE_API, at: budgetOf },
  "GET /settings/mail": { may: ADMINISTRATORS },
  "PUT /settings/mail": { may: ADMINISTRATORS, body: () => mailServer },
  "DELETE /settings/mail": { may: ADMINISTRATORS },
  "POST /settings/mail/_test": { may: ADMINISTRATORS, body: () => ({ to: "ada@example.org" }) },
};

const everyRow = { may: ADMINISTRATORS };
/** What was done to a thing is told to those who may change it. */
const rowsOfApi: Access = { about: "of an API", may: CHANGE_THE_API, query: ({ apiId }) => ({ entityType: "api", entityId: apiId }) };
const rowsOfApplication: Access = {
  about: "of an application",
  may: USE_THE_APPLICATION,
  query: ({ applicationId }) => ({ entityType: "application", entityId: applicationId }),
};

const USAGE_ACCESS: readonly Access[] = [
  { may: ["viewer", "publisher", "administrator", "token that reads APIs"] },
  { about: "of an API", may: SEE_THE_API, query: ({ apiId }) => ({ apiId }) },
  { about: "of an application", may: SEE_THE_APPLICATION, query: ({ applicationId }) => ({ applicationId }) },
];

const BILL = {
  data: [
    {
      start_time: 1_793_577_600,
      results: [{ object: "organization.usage.completions.result", model: "m", input_tokens: 1, output_tokens: 1 }],
    },
  ],
};

const BOOKS_ACCESS: Readonly<Record<string, Access | readonly Access[]>> = {
  "GET /audit": [everyRow, rowsOfApi, rowsOfApplication],
  "GET /audit/_export": [everyRow, rowsOfApi, rowsOfApplication],
  "GET /analytics/usage": USAGE_ACCESS,
  "GET /logs": USAGE_ACCESS,
  "GET /logs/_export": USAGE_ACCESS,
  "POST /analytics/_what-if": USAGE_ACCESS.map(({ query, ...access }) => ({
    ...access,
    ...(query ? { body: query } : { body: () => ({}) }),
  })),
  "GET /reconciliations": { may: ["viewer", "publisher", "administrator", "token that reads APIs"] },
  "POST /reconciliations": { may: ADMINISTRATORS, query: ({ name }) => ({ fileName: name }), body: () => BILL },
  "GET /reconciliations/{id}": { may: ["viewer", "publisher", "administrator", "token that reads APIs"] },
  "DELETE /reconciliations/{id}": { may: ADMINISTRATORS },
  "GET /saved-views": { may: PEOPLE, query: () => ({ perPage: "100" }), shows: { what: ({ viewId }) => viewId, to: ["publisher"] } },
  "POST /saved-views": { may: PEOPLE, body: () => ({ name: "Errors", page: "logs", filters: { status: "5xx" } }) },
  "PUT /saved-views/{id}": { may: ["publisher"], hidden: true, body: () => ({ name: "Failures", page: "logs", filters: {} }) },
  "DELETE /saved-views/{id}": { may: ["publisher"], hidden: true },
  "GET /logs/{requestId}": { may: ONLOOKERS, at: ({ requestId }: World) => ({ requestId }) },
  "GET /logs/{requestId}/content": { may: OWN_THE_API, at: ({ requestId }: World) => ({ requestId }) },
};

/** `POST /apis/{id}/_start` → who may. Calls that are open to all have no row: they ask for no one. */
export const ACCESS: Readonly<Record<string, Access | readonly Access[]>> = {
  ...PEOPLE_ACCESS,
  ...API_ACCESS,
  ...CONSUMER_ACCESS,
  ...SETTINGS_ACCESS,
  ...COST_ACCESS,
  ...BOOKS_ACCESS,
};
