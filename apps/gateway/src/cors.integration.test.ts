import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KEY, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

const CONSOLE = "https://console.example.org";
let upstream: FakeUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startFakeUpstream(
    json(200, {
      object: "chat.completion",
      model: "gpt",
      choices: [{ index: 0, message: { role: "assistant", content: "Fine." }, finish_reason: "stop" }],
    }),
  );
  gateway = await startTestGateway(testApi([target(upstream.origin)]), {}, { consoleOrigins: [CONSOLE] });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

/** A call as a page makes it. */
function ask({ method = "POST", headers }: { readonly method?: string; readonly headers: Record<string, string> }) {
  return fetch(`${gateway.url}/chat/completions`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "gpt", messages: [{ role: "user", content: "Hello." }] }),
  });
}

const CORS = {
  enabled: true,
  allowOrigin: ["https://app.example.org"],
  allowMethods: ["GET" as const, "POST" as const],
  allowHeaders: ["*"],
  exposeHeaders: [],
  allowCredentials: true,
  maxAge: 600,
};

test("answers a page's preflight without a key, and puts CORS headers on answers and refusals of allowed pages only", async () => {
  gateway.api = testApi([target(upstream.origin)], { cors: CORS });
  const preflight = {
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type",
    authorization: "",
  };
  const allowed = await ask({ method: "OPTIONS", headers: { origin: "https://app.example.org", ...preflight } });
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get("access-control-allow-headers")).toBe("authorization,content-type");
  expect(allowed.headers.get("access-control-max-age")).toBe("600");
  for (const [headers, status] of [
    [{}, 200],
    [{ authorization: "" }, 401],
  ] as const) {
    const res = await ask({ headers: { origin: "https://app.example.org", ...headers } });
    expect(res.status).toBe(status);
    expect(res.headers.get("access-control-allow-origin")).toBe("https://app.example.org");
    expect(res.headers.get("access-control-expose-headers")).toContain("x-request-id");
  }
  const other = await ask({ method: "OPTIONS", headers: { origin: "https://evil.example.org", ...preflight } });
  expect(other.headers.get("access-control-allow-origin")).toBeNull();
  expect(other.headers.get("access-control-allow-methods")).toBeNull();
});

test("lets the console's own pages call and read, whatever the API says of others, without credentials that a browser adds", async () => {
  gateway.api = testApi([target(upstream.origin)]);
  const preflight = { "access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type" };
  const allowed = await ask({ method: "OPTIONS", headers: { origin: CONSOLE, authorization: "", ...preflight } });
  expect(allowed.headers.get("access-control-allow-origin")).toBe(CONSOLE);
  expect(allowed.headers.get("access-control-allow-headers")).toBe("authorization,content-type");
  for (const cors of [null, CORS]) {
    gateway.api = testApi([target(upstream.origin)], { cors });
    const answer = await ask({ headers: { origin: CONSOLE } });
    expect(answer.headers.get("access-control-allow-origin")).toBe(CONSOLE);
    expect(answer.headers.get("access-control-expose-headers")).toContain("x-request-id");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    expect(answer.headers.get("vary")).toBe("origin");
  }
  gateway.api = testApi([target(upstream.origin)]);
  const other = await ask({ headers: { origin: `${CONSOLE}.evil.example` } });
  expect(other.headers.get("access-control-allow-origin")).toBeNull();
});
