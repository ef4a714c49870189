import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashPassword } from "better-auth/crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { serverRuntime } from "./runtime.ts";
import { callApi } from "./testing/call-api.ts";
import { Canaries } from "./testing/canaries.ts";
import { canaryAlerts } from "./testing/canary-alerts.ts";
import { canaryDefinition, endpoint, everyProvider } from "./testing/canary-definition.ts";
import { type GatewayProcess, startGatewayProcess } from "./testing/gateway-process.ts";
import { startTalkativeProvider, type TalkativeProvider } from "./testing/talkative-provider.ts";
import { cookiesOf, startConsole, type TestConsole } from "./testing/test-console.ts";

const canaries = new Canaries();
const folder = mkdtempSync(join(tmpdir(), "sluice-canary-"));
const secretFile = join(folder, "secrets", "provider");
/** Everything that the console's answers and its log held. */
const said: string[] = [];

let server: TestConsole;
let gateway: GatewayProcess;
let provider: TalkativeProvider;
let session = "";

beforeAll(async () => {
  server = await startConsole();
  provider = await startTalkativeProvider();
  mkdirSync(join(folder, "secrets"));
  writeFileSync(secretFile, `${canaries.plant("file")}\n`);
  writeFileSync(join(folder, "secrets", "two-lines"), `${canaries.plant("file that no header can carry")}\nand more`);
  gateway = await startGatewayProcess({
    SLUICE_DATA_DIR: folder,
    SLUICE_SECRET_DIRS: join(folder, "secrets"),
    CANARY_PROVIDER: canaries.plant("env"),
    AWS_SECRET_ACCESS_KEY: canaries.plant("the machine's own"),
  });
  for (const method of ["log", "info", "warn", "error"] as const)
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => void said.push(words.map(String).join(" ")));
});
afterAll(async () => {
  vi.restoreAllMocks();
  await gateway.stop();
  await provider.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Calls the management API and keeps all that it answered. */
async function api(call: string, body?: unknown): Promise<{ readonly status: number; readonly json: Record<string, unknown> }> {
  const answer = await callApi(call, { body, headers: { cookie: session, origin: "http://console.test:3000" } });
  const text = await answer.text();
  said.push(`${call} ${answer.status} ${JSON.stringify([...answer.headers])} ${text}`);
  return { status: answer.status, json: text.startsWith("{") && !call.includes("_export") ? JSON.parse(text) : {} };
}

/** An answer that shows its secret once, by promise. */
async function shownOnce(call: string, body: unknown): Promise<Record<string, unknown>> {
  const before = said.length;
  const { json } = await api(call, body);
  said.splice(before);
  return json;
}

async function complete(path: string, model: string, key = ""): Promise<number> {
  const answer = await fetch(`${gateway.url}${path}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Hi." }] }),
  });
  said.push(`gateway ${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`);
  return answer.status;
}

async function eventually(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isTrue()); tries++) {
    if (tries > 500) throw new Error(`It did not come to pass: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function definition(path: string, endpoints: readonly unknown[]) {
  return canaryDefinition({ canaries, provider }, path, endpoints);
}

async function deploy(made: unknown, path: string): Promise<string> {
  const { json } = await api("POST /apis", made);
  const id = String(json["id"]);
  expect((await api(`POST /apis/${id}/deployments`, {})).status).toBe(201);
  await eventually(`${path} is served`, async () => (await fetch(`${gateway.url}${path}/models`)).status !== 404);
  return id;
}

async function signInWrongly(): Promise<void> {
  const { db } = await serverRuntime();
  const password = canaries.plant("password");
  const id = randomUUID();
  const account = { id: randomUUID(), accountId: id, providerId: "credential", password: await hashPassword(password) };
  await db.user.create({ data: { id, email: "canary@example.org", name: "Canary", role: "administrator", accounts: { create: account } } });
  const wrong = canaries.plant("wrong password");
  for (const [email, typed] of [
    ["canary@example.org", wrong],
    ["nobody@example.org", password],
    [wrong, password],
    ["", password],
  ] as const) {
    const answer = await server.signIn(email, typed);
    said.push(`${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`);
    expect(answer.status).not.toBe(200);
  }
  session = cookiesOf(await server.signIn("canary@example.org", password));
}

/** Secrets where they do not belong, and definitions that are refused for something else. */
async function refusedDefinitions(made: Record<string, unknown>): Promise<void> {
  const stray = canaries.plant("stray");
  const wrong = [
    { ...made, apiVersion: 5 },
    { ...made, endpointGroups: [{ bearer: stray }] },
    { ...made, plans: [{ name: "x", security: { type: "OAUTH2", configuration: { clientSecret: stray } } }] },
    {
      ...made,
      endpointGroups: [
        { name: "g", endpoints: [endpoint("e", { provider: "OPEN_AI", authentication: { type: "BEARER", bearer: `a\n${stray}` } })] },
      ],
    },
    {
      ...made,
      endpointGroups: [
        {
          name: "g",
          endpoints: [endpoint("e", { provider: "OPEN_AI", authentication: { type: "BEARER", bearer: `Bearer \${env:${stray}}` } })],
        },
      ],
    },
    {
      ...made,
      endpointGroups: [
        { name: "g", endpoints: [endpoint("e", { provider: "GEMINI", authentication: { type: "BEARER", bearer: stray } })] },
      ],
    },
  ];
  for (const body of wrong) expect((await api("POST /apis", body)).status).toBe(400);
}

async function references(): Promise<void> {
  const at = (name: string, bearer: string, path = "/refuse/v1") =>
    endpoint(name, { provider: "OPEN_AI", target: `${provider.url}${path}`, authentication: { type: "BEARER", bearer } });
  await deploy(definition("/references", [at("env", "${env:CANARY_PROVIDER}"), at("file", `\${file:${secretFile}}`)]), "/references");
  expect(await complete("/references", "m-env")).toBe(502);
  expect(await complete("/references", "m-file")).toBe(502);
  const refused = [
    "${env:SLUICE_ENCRYPTION_KEY}",
    "${env:AWS_SECRET_ACCESS_KEY}",
    "${env:CANARY_MISSING}",
    `\${file:${folder}/secrets/missing}`,
    `\${file:${folder}/secrets/two-lines}`,
    "${file:/etc/hostname}",
  ];
  for (const [index, bearer] of refused.entries()) {
    const { json } = await api("POST /apis", definition(`/refused-${index}`, [at("e", bearer)]));
    await api(`POST /apis/${String(json["id"])}/deployments`, {});
    await eventually(`${bearer} is refused`, async () => {
      const { json: deployment } = await api(`GET /apis/${String(json["id"])}/deployments/1`);
      return JSON.stringify(deployment["gateways"]).includes('"rejected"');
    });
  }
}

async function checks(endpoints: readonly ReturnType<typeof endpoint>[]): Promise<void> {
  for (const { name, configuration } of endpoints.filter((one) => one.name !== "hanging")) {
    const { models: _models, ...question } = configuration as Record<string, unknown>;
    const { status } = await api("POST /endpoints/_check", { ...question, model: `m-${name}` });
    expect(status, name).toBe(200);
  }
}

async function everySink(): Promise<ReadonlyMap<string, string>> {
  const { db } = await serverRuntime();
  const tables = await db.$queryRaw<
    { name: string }[]
  >`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  const sinks = new Map([
    ["answers and the console's log", said.join("\n")],
    ["the gateway's output", gateway.output.join("\n")],
  ]);
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ row: string }[]>(`SELECT row_to_json(t)::text AS row FROM "${name}" t`);
    sinks.set(`table ${name}`, rows.map(({ row }) => row).join("\n"));
  }
  for (const path of ["/metrics", "/config", "/health/ready"]) sinks.set(path, await (await fetch(`${gateway.adminUrl}${path}`)).text());
  for (const file of readdirSync(folder, { withFileTypes: true }))
    if (file.isFile()) sinks.set(`file ${file.name}`, readFileSync(join(folder, file.name), "utf8"));
  return sinks;
}

test("no secret is anywhere but where it belongs, whatever goes wrong", { timeout: 120_000 }, async () => {
  await signInWrongly();
  const endpoints = everyProvider({ canaries, provider });
  const made = definition("/canary", endpoints);
  const { json: draft } = await api("POST /drafts", { step: "endpoints", definition: made });
  await api(`PUT /drafts/${String(draft["id"])}`, { step: "summary", definition: made, version: 1 });
  expect((await api(`PUT /drafts/${String(draft["id"])}`, { step: "summary", definition: made, version: 1 })).status).toBe(409);
  await refusedDefinitions(made);
  const id = await deploy(made, "/canary");
  for (const { name } of endpoints) {
    const status = await complete("/canary", `m-${name}`);
    if (name === "working") expect(status).toBe(200);
    else if (name === "hanging") expect(status).toBe(504);
    else if (name !== "garbling") expect(status, name).toBeGreaterThanOrEqual(400);
  }
  await complete("/canary", "m-working", canaries.plant("unknown key of a caller"));
  await references();
  await checks(endpoints);

  const { json: saved } = await api(`GET /apis/${id}`);
  const changed = definition("/canary", [
    endpoint("working", {
      provider: "OPEN_AI",
      target: `${provider.url}/v1`,
      authentication: { type: "BEARER", bearer: canaries.plant("second bearer") },
    }),
  ]);
  await api(`PUT /apis/${id}`, changed);
  expect((await api(`PUT /apis/${id}`, { ...changed, version: saved["version"] })).status).toBe(409);
  await api(`GET /apis/${id}/changes`);
  await api(`POST /apis/${id}/deployments`, {});
  await api(`GET /apis/${id}/deployments/2`);
  await api(`POST /apis/${id}/_rollback`, { revision: 1 });
  await api(`GET /apis/${id}/plans`);

  const { json: application } = await api("POST /applications", { name: "Caller" });
  const plan = (saved["plans"] as { id: string; name: string }[]).find(({ name }) => name === "Key");
  const subscription = await shownOnce(`POST /applications/${String(application["id"])}/subscriptions`, { planId: plan?.id });
  const [key] = subscription["apiKeys"] as { id: string; key: string }[];
  canaries.watch("api key", key?.key ?? "");
  await eventually("the key works", async () => (await complete("/canary", "m-working", key?.key)) === 200);
  const token = await shownOnce("POST /tokens", { name: "Canary" });
  canaries.watch("api token", String(token["token"]));
  await api("GET /tokens");
  await api(`GET /subscriptions/${String(subscription["id"])}`);
  const { db, secretBox } = await serverRuntime();
  const oidc = {
    id: "idp",
    name: "IdP",
    issuer: provider.url,
    clientId: "c",
    clientSecret: secretBox.seal(canaries.plant("oidc client secret")),
  };
  await db.oidcProvider.create({ data: oidc });

  const told = await canaryAlerts({ canaries, provider }, { api, shownOnce });
  expect(told).toEqual([2, expect.stringMatching(/Wrong password: ••••.*(\n.*Wrong password: ••••.*The webhook answered 401.*){2}$/)]);

  const { json: rotation } = await api("POST /settings/encryption/_rotate", {});
  expect(rotation).toMatchObject({ unreadable: 0 });
  await eventually("calls go on with the new data key", async () => (await complete("/canary", "m-working")) === 200);
  await api(`POST /apis/${id}/deployments`, {});
  for (const call of [
    "GET /audit?perPage=100",
    "GET /audit/_export?format=csv",
    "GET /audit/_export?format=jsonl",
    "GET /logs/_export?format=csv",
    "GET /logs/_export?format=jsonl",
    "GET /openapi.json",
    "GET /drafts",
    "GET /apis",
    `GET /apis/${id}/_export`,
    "GET /subscriptions/_export",
  ])
    await api(call);
  const newKey = (rotation["dataKeys"] as { id: string }[])[0]?.id ?? "";
  const file = readdirSync(folder).find((name) => name.startsWith("gateway-")) ?? "";
  await eventually("the last known good file follows", async () => {
    const text = readFileSync(join(folder, file), "utf8");
    return (
      text.includes(`"id":"${newKey}"`) &&
      !/"sealed:v1:/.test(text) &&
      (text.match(/"sealed:v2:([0-9a-f-]{36})/g) ?? []).every((sealed) => sealed.includes(newKey))
    );
  });
  await eventually("every call is in the books", async () => (await db.usageRecord.count()) > endpoints.length);

  // The search finds what it looks for: providers were sent it.
  const heard = canaries.foundIn(provider.heard.join("\n"));
  for (const name of ["openai bearer", "gemini value", "anthropic value", "env", "file", "header of /canary"])
    expect(heard).toContain(name);
  expect(heard).not.toContain("api key");
  expect(heard).not.toContain("the machine's own");
  expect(heard.filter((name) => name.startsWith("webhook secret"))).toEqual([]);
  const sinks = await everySink();
  // And it searches what was written: masks and sealed secrets stand where the secrets would.
  expect(sinks.get("answers and the console's log")).toContain("••••9kZ3");
  for (const table of ["Api", "ApiVersion", "Deployment", "Draft", "Plan", "OidcProvider", "Budget", "MailSettings"])
    expect(sinks.get(`table ${table}`)).toContain("sealed:v2:");
  for (const table of ["AuditEntry", "UsageRecord", "ApiKey", "ApiToken", "Account", "GatewayAck", "BudgetDelivery"])
    expect(sinks.get(`table ${table}`)).not.toBe("");
  for (const [sink, text] of sinks) expect({ sink, found: canaries.foundIn(text) }).toEqual({ sink, found: [] });
});
