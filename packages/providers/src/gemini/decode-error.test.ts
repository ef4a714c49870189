import { openAiError } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { decodeError, decodeErrorEvent } from "./decode-error.ts";

const google = (code: number, status: string, message: string) => ({ error: { code, message, status } });
const detailed = (error: ReturnType<typeof google>, ...details: unknown[]) => ({ error: { ...error.error, details } });
const decode = (status: number, body: unknown, headers = {}) =>
  decodeError(status, headers, Buffer.from(typeof body === "string" ? body : JSON.stringify(body)));

test.each([
  [400, "INVALID_ARGUMENT", 400, null],
  [400, "OUT_OF_RANGE", 400, null],
  [400, "FAILED_PRECONDITION", 502, "upstream_error"],
  [401, "UNAUTHENTICATED", 502, "upstream_auth_failed"],
  [403, "PERMISSION_DENIED", 502, "upstream_auth_failed"],
  [404, "NOT_FOUND", 404, "model_not_found"],
  [408, "CANCELLED", 504, "upstream_timeout"],
  [413, "INVALID_ARGUMENT", 413, "request_too_large"],
  [422, "WHATEVER", 422, null],
  [429, "RESOURCE_EXHAUSTED", 429, "rate_limit_exceeded"],
  [499, "CANCELLED", 502, "upstream_error"],
  [500, "INTERNAL", 502, "upstream_error"],
  [503, "UNAVAILABLE", 503, "upstream_overloaded"],
  [504, "DEADLINE_EXCEEDED", 504, "upstream_timeout"],
] as const)("%i %s is told as %i %s, with Google's message", (...[status, name, told, code]) => {
  const denial = decode(status, google(status, name, "It says no."));
  expect([denial.status, openAiError(denial).error.code]).toEqual([told, code]);
  expect(denial.message).toContain("It says no.");
  expect(openAiError(denial).error.type).toMatch(/^(?:invalid_request_error|api_error|requests)$/);
});

test("a key that Google does not take is the publisher's matter, though Google says 400", () => {
  const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID", domain: "googleapis.com" }];
  expect(decode(400, detailed(google(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."), ...details)).code).toBe(
    "upstream_auth_failed",
  );
  expect(decode(400, google(400, "INVALID_ARGUMENT", "API key expired. Please renew the API key.")).code).toBe("upstream_auth_failed");
});

test("how long to wait is said by the header, or by RetryInfo, rounded up", () => {
  const retry = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34.07s" };
  const info = detailed(google(429, "RESOURCE_EXHAUSTED", "Quota."), { "@type": "type.googleapis.com/google.rpc.Help" }, retry);
  expect(decode(429, info).extra.retryAfterSeconds).toBe(35);
  expect(decode(429, info, { "retry-after": "7" }).extra.retryAfterSeconds).toBe(7);
  expect(decode(429, google(429, "RESOURCE_EXHAUSTED", "Quota.")).extra.retryAfterSeconds).toBeUndefined();
});

test("a prompt that is too long has OpenAI's code for it", () => {
  const denial = decode(
    400,
    google(400, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."),
  );
  expect(openAiError(denial).error).toMatchObject({ code: "context_length_exceeded", type: "invalid_request_error" });
});

test("an error in an array, in a stream, or in no form at all is told too", () => {
  expect(decode(429, [google(429, "RESOURCE_EXHAUSTED", "Quota.")]).message).toBe("Quota.");
  expect(decodeErrorEvent(google(503, "UNAVAILABLE", "Overloaded."))).toMatchObject({
    code: "upstream_overloaded",
    message: "Overloaded.",
  });
  expect(decodeErrorEvent({ error: "no" })).toMatchObject({ code: "upstream_error", message: "no" });
  expect(decode(500, "<html>Proxy error</html>").message).toBe("The provider answered with status 500 and no explanation.");
  expect(decode(400, "").status).toBe(400);
});

test("neither keys nor inner addresses reach the caller", () => {
  const { message } = decode(400, google(400, "INVALID_ARGUMENT", "Key AIzaSyExample12345 at https://internal.corp/x is wrong"));
  expect(message).not.toMatch(/AIza|internal/);
});
