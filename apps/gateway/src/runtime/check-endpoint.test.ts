import { makeServiceAccount } from "@sluice/providers/vertex/testing/service-account-file";
import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import { checkEndpoint, type SendWhole } from "./check-endpoint.ts";
import type { Target } from "./compiled-api.ts";
import { SOURCES } from "./testing/deployed.ts";

const reference = (name: string) => `\${env:${name}}`;

const REQUEST = { provider: "OPEN_AI", target: "http://provider.test", authentication: { type: "BEARER", bearer: "sealed:the-key" } };
type Answer = { status: number; body: string } | Error;

/** Answers by path; remembers what was asked. */
function provider(answers: Record<string, Answer>) {
  const asked: { target: Target; call: Parameters<SendWhole>[1] }[] = [];
  const send: SendWhole = async (target, call) => {
    asked.push({ target, call });
    const answer = answers[call.path] ?? { status: 404, body: "" };
    if (answer instanceof Error) throw answer;
    return { status: answer.status, body: Buffer.from(answer.body) };
  };
  return { send, asked };
}
const check = (answers: Record<string, Answer>, request: object = {}) =>
  checkEndpoint({ ...REQUEST, ...request }, SOURCES, provider(answers).send);
const failure = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

describe("a provider check", () => {
  test("gives the models that the provider lists", async () => {
    expect(await check({ "/models": { status: 200, body: '{"data":[{"id":"a"},{"id":"b"}]}' } })).toEqual({
      ok: true,
      models: [{ id: "a" }, { id: "b" }],
      latencyMs: expect.any(Number),
    });
  });

  test("goes where a deployed API would go, with its key opened", async () => {
    const { send, asked } = provider({ "/models": { status: 200, body: '{"data":[]}' } });
    await checkEndpoint(REQUEST, SOURCES, send);
    expect(asked[0]?.target).toMatchObject({
      origin: "http://provider.test",
      basePath: "/v1",
      headers: ["authorization", "Bearer opened-the-key"],
    });
  });

  test.each([
    [401, /accept the key/],
    [403, /does not allow/],
    [429, /rate limit or its credit/],
    [302, /redirects/],
    [500, /trouble of its own/],
  ])("tells the provider's own words on %i, and what to do", async (status, hint) => {
    const { ok, error } = await check({ "/models": { status, body: '{"error":{"message":"Their words."}}' } });
    expect(ok).toBe(false);
    expect(error).toEqual({ status, message: "Their words.", hint: expect.stringMatching(hint) });
  });

  test("says why there is nothing to ask with, where credentials are fetched", async () => {
    const send: SendWhole = async () => new Denial("upstream_auth_failed", "Google gave no token.");
    const { json } = makeServiceAccount();
    const place = {
      provider: "VERTEX_AI",
      target: "",
      projectId: "p",
      location: "global",
      authentication: { type: "SERVICE_ACCOUNT", json },
    };
    const { ok, error } = await checkEndpoint({ ...place, model: "gemini-3-pro" }, SOURCES, send);
    expect({ ok, error }).toEqual({ ok: false, error: { status: null, message: "Google gave no token." } });
  });

  test("takes the key out of the provider's words", async () => {
    const { error } = await check({ "/models": { status: 401, body: '{"error":{"message":"Bad key opened-the-key, opened-the-key!"}}' } });
    expect(error?.message).toBe("Bad key ••••, ••••!");
  });

  test("says that /v1 may be lacking where the address has none", async () => {
    const compatible = { provider: "OPEN_AI_COMPATIBLE", target: "http://provider.test/api" };
    expect((await check({}, compatible)).error).toEqual({
      status: 404,
      message: "The provider answered with status 404.",
      hint: expect.stringContaining("/v1"),
    });
    expect((await check({})).error?.hint).toContain("/chat/completions");
  });

  test("says that a web page is no API", async () => {
    const { error } = await check({ "/models": { status: 200, body: "<html>Welcome" } });
    expect(error).toMatchObject({ status: 200, hint: expect.stringContaining("web page") });
  });

  test("asks the model itself where there is no list, for one token", async () => {
    const { send, asked } = provider({ "/chat/completions": { status: 200, body: "{}" } });
    expect(await checkEndpoint({ ...REQUEST, model: "sonar" }, SOURCES, send)).toMatchObject({ ok: true, models: [{ id: "sonar" }] });
    expect(JSON.parse(asked[1]?.call.body?.toString() ?? "")).toMatchObject({ model: "sonar", max_tokens: 1 });
  });

  test("asks no model where the list says that the key is wrong", async () => {
    const { send, asked } = provider({ "/models": { status: 401, body: "" } });
    await checkEndpoint({ ...REQUEST, model: "sonar" }, SOURCES, send);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ["ENOTFOUND", /name was not found/, /typing mistake/],
    ["ECONNREFUSED", /refused/, /Nothing listens/],
    ["UND_ERR_CONNECT_TIMEOUT", /No connection in time/, /firewall/],
    ["UND_ERR_HEADERS_TIMEOUT", /did not answer in time/, /stayed silent/],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", /certificate/, /NODE_EXTRA_CA_CERTS/],
    ["ERR_SSL_WRONG_VERSION_NUMBER", /TLS/, /http:\/\//],
    ["ECONNRESET", /broke off/, /https:\/\//],
  ])("%s is told in words", async (code, message, hint) => {
    const { ok, error } = await check({ "/models": failure(code) });
    expect(ok).toBe(false);
    expect(error).toEqual({ status: null, message: expect.stringMatching(message), hint: expect.stringMatching(hint) });
  });

  test("a reason inside a reason is found", async () => {
    const wrapped = new Error("fetch failed", { cause: new AggregateError([failure("ECONNREFUSED")]) });
    expect((await check({ "/models": wrapped })).error?.message).toBe("The connection was refused.");
  });

  test.each([
    [{ authentication: { type: "BEARER", bearer: reference("MISSING") } }, /MISSING is not set/],
    [{ authentication: { type: "BEARER", bearer: "sealed:v1:broken" } }, /does not open/],
    [{ provider: "OPEN_AI_COMPATIBLE", target: "" }, /URL is required/],
    [{ provider: "NOBODY" }, /./],
  ])("%j is answered without a call", async (request, message) => {
    const { send, asked } = provider({});
    const { ok, error } = await checkEndpoint({ ...REQUEST, ...request }, SOURCES, send);
    expect(ok).toBe(false);
    expect(error?.message).toMatch(message);
    expect(asked).toEqual([]);
  });
});
