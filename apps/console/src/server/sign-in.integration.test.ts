import { afterAll, beforeAll, expect, test } from "vitest";
import { POST as changePassword } from "../app/api/v1/me/%5Fchange-password/route.ts";
import { GET as getMe } from "../app/api/v1/me/route.ts";
import { handleAuth } from "./handle-auth.ts";
import { call, cookiesOf, HOST, PASSWORD, sendJson, startConsole, type TestConsole } from "./testing/test-console.ts";

let server: TestConsole;

beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.close());

function me(cookie: string, headers: Record<string, string> = {}): Promise<Response> {
  return call(getMe, new Request(`http://${HOST}/api/v1/me`, { headers: { host: HOST, cookie, ...headers } }));
}

test("a session lives in cookies that scripts cannot read, and nowhere in the answer", async () => {
  await server.addPerson("ada@example.org", "publisher");
  const answer = await server.signIn("Ada@example.org", PASSWORD);
  expect(answer.status).toBe(200);
  const { token } = await server.db.session.findFirstOrThrow();
  expect(await answer.text()).not.toContain(token);
  for (const cookie of answer.headers.getSetCookie()) {
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure/i);
  }
  expect(await (await me(cookiesOf(answer))).json()).toMatchObject({ email: "ada@example.org", role: "publisher" });
  expect((await server.db.user.findUniqueOrThrow({ where: { email: "ada@example.org" } })).lastSignInAt).not.toBeNull();
});

test("behind https the cookies are Secure and bound to the host, and count for https alone", async () => {
  await server.addPerson("secure@example.org");
  const behind = { "x-forwarded-proto": "https", origin: `https://${HOST}` };
  const answer = await server.signIn("secure@example.org", PASSWORD, behind);
  expect(answer.status).toBe(200);
  for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/^__Host-[^;]+;.*\bSecure\b/i);
  expect((await me(cookiesOf(answer), behind)).status).toBe(200);
  expect((await me(cookiesOf(answer))).status).toBe(401);
});

test("a role counts from the next request on, and so does being shut out", async () => {
  const id = await server.addPerson("fresh@example.org");
  const cookie = cookiesOf(await server.signIn("fresh@example.org", PASSWORD));
  await server.db.user.update({ where: { id }, data: { role: "administrator" } });
  expect(await (await me(cookie)).json()).toMatchObject({ role: "administrator" });
  await server.db.user.update({ where: { id }, data: { disabledAt: new Date() } });
  expect((await me(cookie)).status).toBe(401);
  const refused = await server.signIn("fresh@example.org", PASSWORD);
  const wrong = await server.signIn("nobody@example.org", PASSWORD);
  expect([refused.status, await refused.text()]).toEqual([wrong.status, await wrong.text()]);
  expect(await server.db.session.count({ where: { userId: id } })).toBe(1);
});

test("accounts that are there and accounts that are not answer alike, in words and in time", async () => {
  await server.addPerson("there@example.org");
  const timed = async (email: string) => {
    const began = performance.now();
    const answer = await server.signIn(email, "a wrong password");
    return { text: `${answer.status} ${await answer.text()}`, ms: performance.now() - began };
  };
  const there: Awaited<ReturnType<typeof timed>>[] = [];
  const absent: typeof there = [];
  for (let run = 0; run < 4; run++) {
    there.push(await timed("there@example.org"));
    absent.push(await timed(`absent-${run}@example.org`));
  }
  expect(new Set([...there, ...absent].map(({ text }) => text)).size).toBe(1);
  const fastest = (runs: typeof there) => Math.min(...runs.map(({ ms }) => ms));
  // An answer without hashing would come a hundred times sooner.
  expect(fastest(absent) / fastest(there)).toBeGreaterThan(0.4);
  expect(fastest(absent) / fastest(there)).toBeLessThan(2.5);
});

test("a thousand wrong passwords lock nobody else out, and the owner comes in by a device that they used before", async () => {
  await server.addPerson("owner@example.org");
  await server.addPerson("colleague@example.org");
  const device = cookiesOf(await server.signIn("owner@example.org", PASSWORD));
  const attack = Promise.all(Array.from({ length: 1_000 }, (_, n) => server.signIn("owner@example.org", `guess ${n}`)));
  const [colleague, owner] = await Promise.all([
    server.signIn("colleague@example.org", PASSWORD),
    server.signIn("owner@example.org", PASSWORD, { cookie: device }),
  ]);
  expect([colleague.status, owner.status]).toEqual([200, 200]);
  const statuses = (await attack).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(990);
  expect((await server.signIn("owner@example.org", PASSWORD)).headers.get("retry-after")).toMatch(/^\d+$/);
  expect((await server.signIn("owner@example.org", PASSWORD, { "x-forwarded-for": "198.51.100.7" })).status).toBe(200);
});

test("nothing else of the sign-in library answers, and other sites and forms sign nobody in or out", async () => {
  const paths = ["sign-up/email", "list-sessions", "update-user", "change-email", "delete-user", "reset-password", "get-session", "ok"];
  for (const path of paths) expect((await handleAuth(sendJson(`/api/auth/${path}`, {}))).status).toBe(404);
  const body = { email: "ada@example.org", password: PASSWORD };
  const refuse = async (headers: Record<string, string>) => (await handleAuth(sendJson("/api/auth/sign-in/email", body, headers))).status;
  expect(await refuse({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await refuse({ origin: "https://evil.example" })).toBe(403);
  expect(await refuse({ "content-type": "text/plain" })).toBe(415);
  expect(await refuse({ "content-type": "application/x-www-form-urlencoded" })).toBe(415);
  expect(await refuse({ "content-length": "99999" })).toBe(413);
});

test("an open session does not tell its password to whoever tries: ten wrong ones a minute", async () => {
  await server.addPerson("open@example.org");
  const cookie = cookiesOf(await server.signIn("open@example.org", PASSWORD));
  const attempt = async (currentPassword: string) => {
    const body = { currentPassword, newPassword: "another password" };
    return (await call(changePassword, sendJson("/api/v1/me/_change-password", body, { cookie }))).status;
  };
  const statuses = await Promise.all(Array.from({ length: 12 }, (_, n) => attempt(`guess ${n}`)));
  expect(statuses.filter((status) => status === 400)).toHaveLength(10);
  expect(await attempt(PASSWORD)).toBe(429);
  expect((await server.signIn("open@example.org", PASSWORD)).status).toBe(200);
});

test("signing out ends the session", async () => {
  await server.addPerson("leaving@example.org");
  const cookie = cookiesOf(await server.signIn("leaving@example.org", PASSWORD));
  expect((await handleAuth(sendJson("/api/auth/sign-out", {}, { cookie, origin: `http://${HOST}` }))).status).toBe(200);
  expect((await me(cookie)).status).toBe(401);
});
