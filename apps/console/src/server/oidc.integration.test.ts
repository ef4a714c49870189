import { startOidcIssuer, type TestIssuer } from "@sluice/testkit/oidc-issuer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as getMe } from "../app/api/v1/me/route.ts";
import { handleAuth } from "./handle-auth.ts";
import { serverRuntime } from "./runtime.ts";
import { call, cookiesOf, HOST, startConsole, type TestConsole } from "./testing/test-console.ts";

let server: TestConsole;
let issuer: TestIssuer;
const CALLBACK = `http://${HOST}/api/auth/oidc/acme/callback`;

beforeAll(async () => {
  [server, issuer] = await Promise.all([startConsole(), startOidcIssuer([CALLBACK])]);
  const { secretBox } = await serverRuntime();
  const { clientId, clientSecret } = issuer;
  const data = { id: "acme", name: "Acme", issuer: issuer.issuer, clientId, clientSecret: secretBox.seal(clientSecret) };
  await server.db.oidcProvider.create({ data: { ...data, scopes: ["openid", "email", "profile", "groups"] } });
});
afterAll(async () => {
  await issuer.close();
  await server.close();
});

function configure(data: { defaultRole?: string | null; roleClaim?: string | null; roles?: Record<string, string>; issuer?: string }) {
  return server.db.oidcProvider.update({ where: { id: "acme" }, data });
}

/** Leaves for the issuer, as a click on the sign-in page does. */
async function leave(next = "/apis"): Promise<{ url: URL; cookie: string }> {
  const path = `/api/auth/oidc/acme?next=${encodeURIComponent(next)}`;
  const answer = await handleAuth(new Request(`http://${HOST}${path}`, { headers: { host: HOST } }));
  expect(answer.status).toBe(303);
  return { url: new URL(answer.headers.get("location") ?? "", `http://${HOST}`), cookie: cookiesOf(answer) };
}

/** What a browser does at the issuer until it is sent back. */
async function visit(url: URL): Promise<URL> {
  const jar = new Map<string, string>();
  let at = url;
  for (let hop = 0; hop < 10 && !at.href.startsWith(CALLBACK); hop++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (set.split(";")[0] ?? "").split("=");
      jar.set(name, value);
    }
    at = new URL(answer.headers.get("location") ?? "", at);
  }
  return at;
}

function comeBack(to: URL, cookie: string): Promise<Response> {
  return handleAuth(new Request(to, { headers: { host: HOST, cookie, "sec-fetch-site": "cross-site", "x-forwarded-for": "192.0.2.1" } }));
}

async function signIn(subject: string, claims: Record<string, unknown>): Promise<Response> {
  issuer.signInAs(subject, claims);
  const { url, cookie } = await leave();
  return comeBack(await visit(url), cookie);
}

const problemOf = (answer: Response) => new URL(answer.headers.get("location") ?? "", `http://${HOST}`).searchParams.get("problem");
const userOf = (email: string) => server.db.user.findUnique({ where: { email }, include: { accounts: true } });

async function meAfter(answer: Response): Promise<unknown> {
  return (await call(getMe, new Request(`http://${HOST}/api/v1/me`, { headers: { host: HOST, cookie: cookiesOf(answer) } }))).json();
}

test("somebody new comes in with the default role, and is the same person when they come again", async () => {
  await configure({ defaultRole: "consumer" });
  const claims = { email: "New@example.org", email_verified: true, name: "New Person" };
  const answer = await signIn("new", claims);
  expect(answer.headers.get("location")).toBe("/apis");
  expect(await meAfter(answer)).toMatchObject({ email: "new@example.org", name: "New Person", role: "consumer" });
  const again = await signIn("new", { ...claims, email: "renamed@example.org", email_verified: false });
  expect(await meAfter(again)).toMatchObject({ email: "new@example.org" });
  const user = await userOf("new@example.org");
  expect(user?.accounts).toMatchObject([{ providerId: "oidc:acme", accountId: "new", accessToken: null, idToken: null }]);
  const audit = await server.db.auditEntry.findMany({ where: { entityId: user?.id ?? "" }, orderBy: { at: "asc" } });
  expect(audit.map(({ action }) => action)).toEqual(["person.create", "person.sign-in", "person.sign-in"]);
});

test("without a default role only who was invited comes in, with the invitation's role", async () => {
  await configure({ defaultRole: null });
  expect(problemOf(await signIn("unknown", { email: "unknown@example.org", email_verified: true }))).toBe("unknown-person");
  expect(await userOf("unknown@example.org")).toBeNull();
  const expiresAt = new Date(Date.now() + 60_000);
  await server.db.invitation.create({ data: { email: "invited@example.org", role: "publisher", hash: "h", invitedBy: "Ada", expiresAt } });
  expect(await meAfter(await signIn("invited", { email: "invited@example.org", email_verified: true }))).toMatchObject({
    role: "publisher",
  });
  expect((await server.db.invitation.findUniqueOrThrow({ where: { hash: "h" } })).acceptedAt).not.toBeNull();
});

test("an account that is here is linked by a verified address, and never without", async () => {
  const id = await server.addPerson("local@example.org", "publisher");
  for (const claims of [{ email_verified: false }, {}, { email_verified: "false" }]) {
    const answer = await signIn("stranger", { email: "local@example.org", ...claims });
    expect(problemOf(answer)).toBe("unverified-email");
    expect(answer.headers.getSetCookie().join()).not.toContain("session_token");
  }
  expect(await meAfter(await signIn("owner", { email: "local@example.org", email_verified: true }))).toMatchObject({
    id,
    role: "publisher",
  });
  expect(await server.db.auditEntry.count({ where: { entityId: id, action: "person.link-sign-in" } })).toBe(1);
});

test("a claim gives the role at every sign-in; without a value and a default nobody comes in", async () => {
  await configure({ defaultRole: null, roleClaim: "groups", roles: { staff: "viewer", platform: "administrator" } });
  await server.addPerson("root@example.org", "administrator");
  const claims = { email: "grouped@example.org", email_verified: true };
  expect(await meAfter(await signIn("grouped", { ...claims, groups: ["x", "staff", "platform"] }))).toMatchObject({
    role: "administrator",
  });
  expect(await meAfter(await signIn("grouped", { ...claims, groups: ["staff"] }))).toMatchObject({ role: "viewer" });
  expect(problemOf(await signIn("grouped", { ...claims, groups: ["x"] }))).toBe("no-role");
  expect(problemOf(await signIn("grouped", { ...claims, groups: ["__proto__", "constructor"] }))).toBe("no-role");
  await configure({ roleClaim: null });
});

test("a person who is disabled does not come in", async () => {
  const id = await server.addPerson("disabled@example.org");
  await server.db.user.update({ where: { id }, data: { disabledAt: new Date() } });
  expect(problemOf(await signIn("disabled", { email: "disabled@example.org", email_verified: true }))).toBe("disabled");
});

test("an answer with another state, nonce, verifier or browser is refused, and an attempt counts once", async () => {
  await configure({ defaultRole: "viewer" });
  issuer.signInAs("attacked", { email: "attacked@example.org", email_verified: true });
  const tampered = async (parameter: string, value: string) => {
    const { url, cookie } = await leave();
    url.searchParams.set(parameter, value);
    return problemOf(await comeBack(await visit(url), cookie));
  };
  expect(await tampered("state", "another")).toBe("refused");
  expect(await tampered("nonce", "another")).toBe("refused");
  expect(await tampered("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")).toBe("refused");
  const [mine, theirs] = [await leave(), await leave()];
  const answer = await visit(theirs.url);
  expect(problemOf(await comeBack(answer, mine.cookie))).toBe("refused");
  expect(problemOf(await comeBack(answer, ""))).toBe("interrupted");
  expect(problemOf(await comeBack(answer, theirs.cookie.replace(/=./, "=x")))).toBe("interrupted");
  const first = await comeBack(answer, theirs.cookie);
  expect(first.headers.get("location")).toBe("/apis");
  expect(first.headers.getSetCookie().some((cookie) => /\.oidc=spent.*Max-Age=0/.test(cookie))).toBe(true);
  expect(problemOf(await comeBack(answer, theirs.cookie))).toBe("refused");
});

test("where it leads after signing in is a page of this console", async () => {
  issuer.signInAs("led", { email: "led@example.org", email_verified: true });
  for (const [next, expected] of [
    ["/settings/account", "/settings/account"],
    ["https://evil.example", "/"],
    ["//evil.example", "/"],
  ] as const) {
    const { url, cookie } = await leave(next);
    expect((await comeBack(await visit(url), cookie)).headers.get("location")).toBe(expected);
  }
});

test("an issuer that is away, or a provider that is switched off or unknown, is a sentence on the sign-in page", async () => {
  await configure({ issuer: "http://127.0.0.1:9" });
  expect((await leave()).url.searchParams.get("problem")).toBe("unreachable");
  await configure({ issuer: issuer.issuer });
  await server.db.oidcProvider.update({ where: { id: "acme" }, data: { enabled: false } });
  expect((await leave()).url.searchParams.get("problem")).toBe("unreachable");
});
