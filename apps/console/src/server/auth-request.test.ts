import { describe, expect, test } from "vitest";
import { addressedOrigin, addressedRequest, isCrossSite } from "./auth-request.ts";

describe("the address that a browser used", () => {
  test.each([
    [{ host: "localhost:3000" }, "http://localhost:3000"],
    [{ host: "[::1]:3000" }, "http://[::1]:3000"],
    [{ host: "Sluice.Example.org", "x-forwarded-proto": "https" }, "https://sluice.example.org"],
    [{ host: "evil.test/@localhost" }, null],
    [{}, null],
  ])("of %j is %s", (headers, origin) => {
    expect(addressedOrigin(new Headers(headers as Record<string, string>))).toBe(origin);
  });

  test("replaces that of the socket, with path, query and body kept", async () => {
    const request = new Request("http://0.0.0.0:3000/api/auth/sign-in/email?x=1", {
      method: "POST",
      headers: { host: "localhost:3111" },
      body: "{}",
    });
    const addressed = addressedRequest(request);
    expect(addressed.url).toBe("http://localhost:3111/api/auth/sign-in/email?x=1");
    expect([addressed.method, await addressed.text()]).toEqual(["POST", "{}"]);
  });
});

describe("a request that another site caused", () => {
  test.each([
    [{ "sec-fetch-site": "same-origin", host: "a" }, false],
    [{ "sec-fetch-site": "none", host: "a" }, false],
    [{ "sec-fetch-site": "same-site", host: "a" }, true],
    [{ "sec-fetch-site": "cross-site", host: "a", origin: "http://a" }, true],
    [{ origin: "http://a:3000", host: "a:3000" }, false],
    [{ origin: "http://a:3001", host: "a:3000" }, true],
    [{ origin: "null", host: "a" }, true],
    [{ host: "a" }, false],
  ])("%j → %s", (headers, expected) => {
    expect(isCrossSite(new Headers(headers as Record<string, string>))).toBe(expected);
  });
});
