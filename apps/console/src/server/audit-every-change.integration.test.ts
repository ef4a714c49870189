import { BATCH_CERTIFICATE } from "@sluice/management/applications/testing/certificates";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "./operations.ts";
import { callApi } from "./testing/call-api.ts";
import { cookiesOf, PASSWORD, startConsole, type TestConsole } from "./testing/test-console.ts";

/** What changes nothing that anybody else sees, or nothing at all. */
const UNRECORDED: Readonly<Record<string, string>> = {
  "POST /apis/_verify/paths": "asks a question",
  "POST /endpoints/_check": "asks a provider a question; nothing is kept",
  "POST /settings/mail/_test": "sends a mail; nothing is kept",
  "POST /settings/oidc/_check": "asks an issuer a question; nothing is kept",
  "POST /analytics/_what-if": "reads what was, and reckons",
  "POST /apis/{id}/policies/_impact": "reads what was, and reckons",
  "POST /apis/{id}/policies/_try": "asks a gateway a question; nothing is kept",
  "POST /expressions/_check": "reads a text; nothing is kept",
  "POST /invitations/_open": "reads what a link says",
  "POST /drafts": "is private work in progress; the API that comes of it is recorded",
  "PUT /drafts/{id}": "is saved with every field that is left",
  "DELETE /drafts/{id}": "is nobody else's loss",
};

let server: TestConsole;
let cookie = "";
let other = "";
const seen = new Set<string>();

beforeAll(async () => {
  server = await startConsole();
  await server.addPerson("ada@example.org", "administrator");
  other = await server.addPerson("grace@example.org", "publisher");
  cookie = cookiesOf(await server.signIn("ada@example.org", PASSWORD));
});
afterAll(() => server.close());

/** Calls an operation with its parameters, expects it to succeed, and to have left an entry by Ada that says what it was. */
async function changes(operation: string, params: Readonly<Record<string, unknown>>, body?: unknown): Promise<Record<string, unknown>> {
  const before = await server.db.auditEntry.count();
  const call = operation.replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(params[name]));
  const answer = await callApi(call, { body, headers: { cookie, origin: "http://console.test:3000" } });
  const text = await answer.text();
  expect(answer.ok, `${call}: ${text}`).toBe(true);
  seen.add(operation);
  const entries = await server.db.auditEntry.findMany({
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: Math.max(1, (await server.db.auditEntry.count()) - before),
  });
  expect(await server.db.auditEntry.count(), `${operation} left no entry`).toBeGreaterThan(before);
  for (const entry of entries)
    expect(entry, operation).toMatchObject({ action: expect.stringMatching(/^[a-z-]+\.[a-z-]+$/), entityId: expect.stringMatching(/./) });
  return text === "" ? {} : JSON.parse(text);
}

const endpoint = {
  name: "e",
  configuration: { provider: "OPEN_AI", authentication: { type: "BEARER", bearer: "sk-test-0123456789" }, models: [{ name: "m" }] },
};
const plan = (name: string, validation = "MANUAL", status = "PUBLISHED") => ({ name, security: { type: "API_KEY" }, validation, status });

async function apiAndPlans(): Promise<{ readonly id: string; readonly planId: string }> {
  const definition = {
    name: "Audited",
    apiVersion: "1",
    listeners: [{ type: "HTTP", paths: [{ path: "/audited" }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: [{ name: "g", endpoints: [endpoint] }],
    plans: [plan("Asked")],
  };
  const api = await changes("POST /apis", {}, definition);
  const id = String(api["id"]);
  const planId = (api["plans"] as { id: string }[])[0]?.id ?? "";
  await changes("POST /apis/_import", {}, { ...definition, listeners: [{ ...definition.listeners[0], paths: [{ path: "/imported" }] }] });
  await changes("POST /apis/{id}/deployments", { id }, {});
  await changes("PUT /apis/{id}", { id }, { ...definition, description: "Changed" });
  await changes("POST /apis/{id}/_rollback", { id }, { revision: 1 });
  await changes("POST /apis/{id}/_stop", { id });
  await changes("POST /apis/{id}/_start", { id });
  const second = await changes("POST /apis/{id}/plans", { id }, plan("Second", "AUTO", "STAGING"));
  const place = { id, planId: second["id"] };
  await changes("PUT /apis/{id}/plans/{planId}", place, { ...plan("Second", "AUTO", "STAGING"), description: "Changed" });
  await changes("POST /apis/{id}/plans/_reorder", { id }, { planIds: [second["id"], planId] });
  await changes("POST /apis/{id}/plans/{planId}/_publish", place);
  await changes("POST /apis/{id}/plans/{planId}/_deprecate", place);
  await changes("POST /apis/{id}/plans/{planId}/_close", place);
  await changes("POST /apis/{id}/members", { id }, { userId: other, role: "EDITOR" });
  await changes("PUT /apis/{id}/members/{userId}", { id, userId: other }, { role: "VIEWER" });
  await changes("DELETE /apis/{id}/members/{userId}", { id, userId: other });
  return { id, planId };
}

async function consumers(planId: string): Promise<string> {
  const { id } = await changes("POST /applications", {}, { name: "App" });
  await changes("PUT /applications/{id}", { id }, { name: "App", description: "Changed" });
  await changes("POST /applications/{id}/members", { id }, { userId: other, role: "USER" });
  await changes("PUT /applications/{id}/members/{userId}", { id, userId: other }, { role: "VIEWER" });
  await changes("DELETE /applications/{id}/members/{userId}", { id, userId: other });
  const certificate = await changes("POST /applications/{id}/certificates", { id }, { certificate: BATCH_CERTIFICATE });
  await changes("DELETE /applications/{id}/certificates/{certificateId}", { id, certificateId: certificate["id"] });
  const ask = async () => (await changes("POST /applications/{id}/subscriptions", { id }, { planId }))["id"];
  await changes("POST /subscriptions/{id}/_reject", { id: await ask() }, { reason: "Not yet" });
  const subscription = { id: await ask() };
  await changes("POST /subscriptions/{id}/_accept", subscription, {});
  await changes("PUT /subscriptions/{id}", subscription, { endingAt: new Date(Date.now() + 86_400_000).toISOString() });
  await changes("POST /subscriptions/{id}/_pause", subscription, {});
  await changes("POST /subscriptions/{id}/_resume", subscription, {});
  await changes("POST /subscriptions/{id}/api-keys/_renew", subscription, {});
  const key = await changes("POST /subscriptions/{id}/api-keys", subscription, { name: "Second" });
  await changes("PUT /api-keys/{id}", { id: key["id"] }, { name: "Renamed" });
  await changes("POST /api-keys/{id}/_revoke", { id: key["id"] });
  await changes("POST /subscriptions/{id}/_close", subscription, {});
  return String(id);
}

async function views(): Promise<void> {
  const { id } = await changes("POST /saved-views", {}, { name: "Errors", page: "logs", filters: { status: "5xx" } });
  await changes("PUT /saved-views/{id}", { id }, { name: "Errors", page: "logs", shared: true, filters: { status: "5xx" } });
  await changes("DELETE /saved-views/{id}", { id });
}

async function bills(): Promise<void> {
  const counted = { object: "organization.usage.completions.result", model: "m", input_tokens: 1, output_tokens: 1 };
  const bill = { data: [{ start_time: 1_793_577_600, results: [counted] }] };
  const answer = await callApi("POST /reconciliations?fileName=bill.json", {
    body: bill,
    headers: { cookie, origin: "http://console.test:3000" },
  });
  const { id } = (await answer.json()) as { id: string };
  expect(await server.db.auditEntry.count({ where: { action: "reconciliation.create", entityId: id } })).toBe(1);
  seen.add("POST /reconciliations");
  await changes("DELETE /reconciliations/{id}", { id });
}

async function peopleAndSettings(): Promise<void> {
  await changes("PUT /people/{id}", { id: other }, { role: "viewer" });
  await server.signIn("grace@example.org", PASSWORD);
  await changes("POST /people/{id}/_end-sessions", { id: other }, {});
  await changes("POST /people/{id}/_reset-password", { id: other });
  const first = await changes("POST /invitations", {}, { email: "one@example.org", role: "viewer" });
  await changes("POST /invitations/_accept", {}, { token: tokenIn(first["link"]), name: "One", password: "a long enough password" });
  const second = await changes("POST /invitations", {}, { email: "two@example.org", role: "viewer" });
  await changes("POST /invitations/{id}/_revoke", { id: second["id"] });
  const token = await changes("POST /tokens", {}, { name: "Script" });
  await changes("POST /tokens/{id}/_revoke", { id: token["id"] });
  await changes("POST /settings/encryption/_rotate", {}, {});
  const provider = { name: "Acme", clientId: "sluice", clientSecret: "a-secret" };
  const { id } = await changes("POST /settings/oidc", {}, { ...provider, issuer: "https://accounts.example.org" });
  await changes("PUT /settings/oidc/{id}", { id }, provider);
  await changes("DELETE /settings/oidc/{id}", { id });
  const price = { model: "m", effectiveFrom: "2026-11-01T00:00:00Z", tiers: [{ inputPrice: "1" }] };
  const own = await changes("POST /model-prices", {}, price);
  await changes("PUT /model-prices/{id}", { id: own["id"] }, { ...price, note: "Invoice" });
  await changes("DELETE /model-prices/{id}", { id: own["id"] });
  await changes("POST /repricings", {}, { from: "2026-11-01T00:00:00Z", to: "2026-11-02T00:00:00Z", dryRun: false });
  const budget = await changes("POST /budgets", {}, { name: "All", amountUsd: "100" });
  await changes("PUT /budgets/{id}", { id: budget["id"] }, { name: "All", amountUsd: "200" });
  await changes("DELETE /budgets/{id}", { id: budget["id"] });
  await changes("PUT /settings/mail", {}, { host: "smtp.example.org", sender: "sluice@example.org" });
  await changes("DELETE /settings/mail", {});
  await changes("PUT /settings/retention", {}, { rows: 60 });
  await changes("DELETE /people/{id}", { id: other });
  await changes("POST /me/_change-password", {}, { currentPassword: PASSWORD, newPassword: "another long password" });
}

function tokenIn(link: unknown): string {
  const url = new URL(String(link), "http://console.test");
  return url.hash.slice(1) || (url.searchParams.get("token") ?? url.pathname.split("/").at(-1) ?? "");
}

test("every operation that changes something leaves an entry in the audit, and what does not has its reason", async () => {
  const { id, planId } = await apiAndPlans();
  const applicationId = await consumers(planId);
  await views();
  await bills();
  await peopleAndSettings();
  cookie = cookiesOf(await server.signIn("ada@example.org", "another long password"));
  await changes("DELETE /applications/{id}", { id: applicationId });
  await changes("POST /apis/{id}/_stop", { id });
  await changes("DELETE /apis/{id}", { id });
  const mutating = OPERATIONS.filter(({ method }) => method !== "get").map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect([...seen, ...Object.keys(UNRECORDED)].sort()).toEqual(mutating.sort());
});
