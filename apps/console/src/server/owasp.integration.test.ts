import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as api from "../app/api/v1/apis/[id]/route.ts";
import * as apis from "../app/api/v1/apis/route.ts";
import * as application from "../app/api/v1/applications/[id]/route.ts";
import * as subscriptions from "../app/api/v1/applications/[id]/subscriptions/route.ts";
import * as applications from "../app/api/v1/applications/route.ts";
import * as audit from "../app/api/v1/audit/route.ts";
import * as draft from "../app/api/v1/drafts/[id]/route.ts";
import * as drafts from "../app/api/v1/drafts/route.ts";
import * as endpointCheck from "../app/api/v1/endpoints/%5Fcheck/route.ts";
import * as accept from "../app/api/v1/invitations/%5Faccept/route.ts";
import * as invitations from "../app/api/v1/invitations/route.ts";
import * as me from "../app/api/v1/me/route.ts";
import * as person from "../app/api/v1/people/[id]/route.ts";
import * as sessions from "../app/api/v1/people/[id]/sessions/route.ts";
import * as people from "../app/api/v1/people/route.ts";
import * as oidcCheck from "../app/api/v1/settings/oidc/%5Fcheck/route.ts";
import * as oidc from "../app/api/v1/settings/oidc/route.ts";
import * as tokenRevocation from "../app/api/v1/tokens/[id]/%5Frevoke/route.ts";
import * as tokens from "../app/api/v1/tokens/route.ts";
import { call, cookiesOf, HOST, PASSWORD, sendJson, startConsole, type TestConsole } from "./testing/test-console.ts";
import { unknownRoute } from "./unknown-route.ts";

/** The OWASP API Security Top 10 (2023), one test each, against the routes as a browser or a script calls them. */

type Route = Record<"GET" | "POST" | "PUT" | "DELETE", Parameters<typeof call>[0]>;
interface Ask {
  readonly as: string;
  readonly body?: unknown;
  readonly params?: Record<string, string>;
  readonly query?: string;
}

let server: TestConsole;
let ids: Record<"ada" | "bob" | "root", string>;
let cookies: Record<"ada" | "bob" | "root", string>;

beforeAll(async () => {
  server = await startConsole();
  const signedIn = async (email: string) => cookiesOf(await server.signIn(email, PASSWORD));
  ids = {
    ada: await server.addPerson("ada@example.org", "publisher"),
    bob: await server.addPerson("bob@example.org", "consumer"),
    root: await server.addPerson("root@example.org", "administrator"),
  };
  cookies = { ada: await signedIn("ada@example.org"), bob: await signedIn("bob@example.org"), root: await signedIn("root@example.org") };
});
afterAll(() => server.close());

async function ask(route: Route, method: keyof Route, { as, body, params = {}, query = "" }: Ask) {
  const headers = { host: HOST, cookie: as, ...(body === undefined ? {} : { "content-type": "application/json" }) };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await call(route[method], new Request(`http://${HOST}/api/v1/x${query}`, init), params);
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: text === "" ? null : JSON.parse(text) };
}

const SECRET = "sk-canary-5b1f0c9d7e3a2468";
const definition = (path: string, target = "https://provider.example") => ({
  name: path,
  apiVersion: "1",
  listeners: [{ paths: [{ path: `/${path}` }], entrypoints: [{ type: "llm-proxy" }] }],
  endpointGroups: [
    {
      name: "g",
      endpoints: [
        {
          name: "e",
          configuration: {
            provider: "OPEN_AI_COMPATIBLE",
            target,
            authentication: { type: "BEARER", bearer: SECRET },
            models: [{ name: "m" }],
          },
        },
      ],
    },
  ],
  plans: [{ name: "Key", security: { type: "API_KEY" }, validation: "AUTO", status: "PUBLISHED" }],
});

test("API1: another's draft, application, API, token and sessions are nobody's but theirs", async () => {
  const made = {
    api: (await ask(apis, "POST", { as: cookies.ada, body: definition("api1") })).json.id,
    draft: (await ask(drafts, "POST", { as: cookies.ada, body: { step: "details", definition: { name: "x" } } })).json.id,
    application: (await ask(applications, "POST", { as: cookies.ada, body: { name: "Ada's" } })).json.id,
    token: (await ask(tokens, "POST", { as: cookies.ada, body: { name: "t" } })).json.id,
  };
  for (const id of Object.values(made)) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  const bob = (route: Route, method: keyof Route, id: string) =>
    ask(route, method, { as: cookies.bob, params: { id }, ...(method === "PUT" ? { body: {} } : {}) });
  const refusals = [
    await bob(draft, "GET", made.draft),
    await bob(draft, "DELETE", made.draft),
    await bob(application, "GET", made.application),
    await bob(application, "DELETE", made.application),
    await bob(api, "GET", made.api),
    await bob(api, "DELETE", made.api),
    await bob(tokenRevocation, "POST", made.token),
    await bob(sessions, "GET", ids.ada),
    await bob(person, "GET", ids.ada),
  ];
  for (const { status } of refusals) expect([403, 404]).toContain(status);
  // What is not there is refused like what is somebody else's: ids cannot be probed.
  const absent = "00000000-0000-4000-8000-000000000000";
  expect((await bob(application, "GET", absent)).text).toBe((await bob(application, "GET", made.application)).text);
  expect((await bob(tokenRevocation, "POST", absent)).text).toBe(refusals[6]?.text);
});

test("API2: no token, an unknown, a revoked and an expired one, and a session that was tampered with are nobody's", async () => {
  const made = await ask(tokens, "POST", { as: cookies.ada, body: { name: "short-lived" } });
  const bearer = async (token: string, scheme = "Bearer") => {
    const headers = { host: HOST, authorization: `${scheme} ${token}`, cookie: cookies.root };
    return (await call(me.GET, new Request(`http://${HOST}/api/v1/me`, { headers }))).status;
  };
  expect(await bearer(made.json.token)).toBe(200);
  // Whoever sends a token is judged by it, whatever session came along.
  expect(await bearer("slt_invented")).toBe(401);
  expect(await bearer(made.json.token, "Basic")).toBe(401);
  await server.db.apiToken.update({ where: { id: made.json.id }, data: { expiresAt: new Date(0) } });
  expect(await bearer(made.json.token)).toBe(401);
  expect((await ask(me, "GET", { as: "" })).status).toBe(401);
  const [name = "", value = ""] = (cookies.ada.split("; ")[0] ?? "").split("=");
  expect((await ask(me, "GET", { as: `${name}=${value.replace(/^./, "x")}` })).status).toBe(401);
});

test("API3: nobody gives themselves a property, and secrets do not come back", async () => {
  expect(
    (await ask(person, "PUT", { as: cookies.bob, params: { id: ids.bob }, body: { name: "Bob", role: "administrator" } })).status,
  ).toBe(403);
  expect((await ask(me, "GET", { as: cookies.bob })).json.role).toBe("consumer");
  const forged = { name: "x", createdBy: "root", id: "00000000-0000-4000-8000-000000000000", permissions: ["apis:own"] };
  const refused = await ask(applications, "POST", { as: cookies.bob, body: forged });
  expect(Object.keys(refused.json.fields).sort()).toEqual(["createdBy", "id", "permissions"]);
  const body = { ...definition("api3"), version: 99, createdBy: "root", state: "STARTED", deployedRevision: 7 };
  const made = await ask(apis, "POST", { as: cookies.ada, body });
  expect(made.json).toMatchObject({ version: 1, createdBy: "ada@example.org", state: "STOPPED", deployedRevision: null });
  const read = await ask(api, "GET", { as: cookies.ada, params: { id: made.json.id } });
  expect(`${made.text}${read.text}`).not.toContain(SECRET);
  const issuer = { name: "Acme", issuer: "https://accounts.example.org", clientId: "c", clientSecret: SECRET };
  const texts = [
    (await ask(oidc, "POST", { as: cookies.root, body: issuer })).text,
    (await ask(oidc, "GET", { as: cookies.root })).text,
    (await ask(audit, "GET", { as: cookies.root, query: "?perPage=100" })).text,
    JSON.stringify(await server.db.oidcProvider.findMany()),
  ];
  for (const text of texts) expect(text).not.toContain(SECRET);
  expect(texts[1]).toContain(`••••${SECRET.slice(-4)}`);
});

test("API4: pages, bodies, depth and counts have an end", async () => {
  expect((await ask(people, "GET", { as: cookies.root, query: "?perPage=1000" })).status).toBe(400);
  expect((await ask(people, "GET", { as: cookies.root, query: "?page=99999999" })).status).toBe(400);
  expect((await ask(applications, "POST", { as: cookies.bob, body: { name: "x".repeat(3_000_000) } })).status).toBe(413);
  const deep = JSON.parse(`${'{"a":'.repeat(100)}1${"}".repeat(100)}`);
  expect((await ask(applications, "POST", { as: cookies.bob, body: deep })).status).toBe(400);
  await server.db.apiToken.createMany({ data: Array.from({ length: 100 }, (_, n) => ({ name: "t", hash: `h${n}`, userId: ids.bob })) });
  expect((await ask(tokens, "POST", { as: cookies.bob, body: { name: "one more" } })).status).toBe(409);
});

test("API5: what administrators do is refused to everybody else, whatever the verb", async () => {
  const calls: readonly [Route, keyof Route, unknown?][] = [
    [invitations, "GET"],
    [invitations, "POST", { email: "x@example.org" }],
    [oidc, "GET"],
    [oidc, "POST", { name: "x" }],
    [oidcCheck, "POST", { issuer: "https://x.example" }],
    [audit, "GET"],
    [person, "DELETE"],
  ];
  for (const who of ["ada", "bob"] as const)
    for (const [route, method, body] of calls)
      expect((await ask(route, method, { as: cookies[who], body, params: { id: ids.root } })).status).toBe(403);
});

test("API6: an invitation lets in one, and an application does not subscribe to a plan in masses", async () => {
  const { json } = await ask(invitations, "POST", { as: cookies.root, body: { email: "once@example.org" } });
  const body = { token: String(json.link).split("#")[1], password: PASSWORD };
  const use = () => call(accept.POST, sendJson("/api/v1/invitations/_accept", body));
  const statuses = await Promise.all([use(), use(), use(), use()]);
  expect(statuses.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
  const made = await ask(apis, "POST", { as: cookies.ada, body: definition("api6") });
  const { id } = (await ask(applications, "POST", { as: cookies.bob, body: { name: "Masses" } })).json;
  const planId = made.json.plans[0].id;
  const subscribe = () => ask(subscriptions, "POST", { as: cookies.bob, params: { id }, body: { planId } });
  const answers = await Promise.all([subscribe(), subscribe(), subscribe()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});

test("API7: an address that a person chose leads to no machine's credentials, however it is written", async () => {
  const hosts = [
    "169.254.169.254",
    "2852039166",
    "0xA9FEA9FE",
    "0251.0376.0251.0376",
    "[::ffff:169.254.169.254]",
    "[fd00:ec2::254]",
    "0.0.0.0",
  ];
  for (const host of hosts) {
    const issuer = `https://${host}/`;
    const { json } = await ask(oidcCheck, "POST", { as: cookies.root, body: { issuer } });
    expect([issuer, json.ok, json.error]).toEqual([issuer, false, expect.stringMatching(/not for people to choose/)]);
    const target = await ask(apis, "POST", { as: cookies.ada, body: definition("api7", `http://${host}/v1`) });
    expect([host, target.status]).toEqual([host, 400]);
    const keySet = {
      type: "JWT",
      configuration: { signature: "RSA_RS256", publicKeyResolver: "JWKS_URL", resolverParameter: `http://${host}/keys` },
    };
    const plan = { ...definition("api7"), plans: [{ name: "Jwt", security: keySet }] };
    expect((await ask(apis, "POST", { as: cookies.ada, body: plan })).status).toBe(400);
    const check = { provider: "OPEN_AI_COMPATIBLE", target: `http://${host}/v1`, authentication: { type: "NONE" } };
    expect((await ask(endpointCheck, "POST", { as: cookies.ada, body: check })).status).toBe(400);
  }
  const outside = await ask(oidcCheck, "POST", { as: cookies.root, body: { issuer: "http://203.0.113.9/" } });
  expect(outside.json.error).toMatch(/Use https/);
});

test("API8: a refusal says nothing of the machine, and is kept by no cache", async () => {
  const broken = new Request(`http://${HOST}/api/v1/applications`, {
    method: "POST",
    headers: { host: HOST, cookie: cookies.bob, "content-type": "application/json" },
    body: "{",
  });
  const answers = [await call(applications.POST, broken), unknownRoute(new Request(`http://${HOST}/api/v1/nowhere`))];
  for (const answer of answers) {
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(await answer.text()).not.toMatch(/\bat .*\.ts|node_modules|prisma|postgres|SELECT/i);
  }
  const form = new Request(`http://${HOST}/api/v1/applications`, {
    method: "POST",
    headers: { host: HOST, cookie: cookies.bob, "content-type": "text/plain" },
    body: '{"name":"by a form of another site"}',
  });
  expect((await call(applications.POST, form)).status).toBe(415);
  const foreign = { host: HOST, cookie: cookies.bob, "content-type": "application/json", origin: "https://evil.example" };
  const forged = new Request(`http://${HOST}/api/v1/applications`, { method: "POST", headers: foreign, body: '{"name":"x"}' });
  expect((await call(applications.POST, forged)).status).toBe(403);
});

test("API9: there is nothing beside what is described", async () => {
  expect(unknownRoute(new Request(`http://${HOST}/api/v1/admin`)).status).toBe(404);
  const refused = await ask(people, "POST", { as: cookies.root, body: {} });
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET"]);
});

test("API10: a discovery document is a stranger's: large, slow, lying, hostile ones end in a sentence", async () => {
  const documents: Record<string, (response: ServerResponse, issuer: string) => void> = {
    "no JSON": (response) => response.setHeader("content-type", "application/json").end("<html>"),
    "another issuer": (response) => json(response, { issuer: "https://accounts.google.com" }),
    "a script to send people to": (response, issuer) => json(response, { issuer, authorization_endpoint: "javascript:alert(1)" }),
    "a place outside without encryption": (response, issuer) => json(response, { issuer, authorization_endpoint: "ftp://x.example" }),
    endless: (response) => {
      response.setHeader("content-type", "application/json");
      const more = () => {
        while (!response.destroyed && response.write(" ".repeat(65_536)));
      };
      response.on("drain", more);
      more();
    },
    "a way elsewhere": (response) => response.writeHead(302, { location: "http://169.254.169.254/latest" }).end(),
    silence: (response) => response.destroy(),
    "an error with a secret in it": (response) => response.writeHead(500).end(SECRET),
  };
  for (const [name, answer] of Object.entries(documents)) {
    const { issuer, close } = await serve(answer);
    const { status, json: result, text } = await ask(oidcCheck, "POST", { as: cookies.root, body: { issuer } });
    await close();
    expect([name, status, result.ok]).toEqual([name, 200, false]);
    expect(result.error, name).toMatch(/\.$/);
    expect(text).not.toContain(SECRET);
  }
});

function json(response: ServerResponse, document: object): void {
  response.setHeader("content-type", "application/json").end(JSON.stringify(document));
}

async function serve(answer: (response: ServerResponse, issuer: string) => void) {
  const strange: Server = createServer((_, response) => answer(response, issuer)).listen(0, "127.0.0.1");
  await once(strange, "listening");
  const issuer = `http://127.0.0.1:${(strange.address() as AddressInfo).port}`;
  const close = async () => {
    strange.closeAllConnections();
    strange.close();
    await once(strange, "close");
  };
  return { issuer, close };
}
