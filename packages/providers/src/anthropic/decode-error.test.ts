import { openAiError } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { decodeError, decodeErrorEvent } from "./decode-error.ts";

const error = (type: string, message: string) => ({ type: "error", error: { type, message }, request_id: "req_1" });
const decode = (status: number, body: unknown, headers = {}) =>
  decodeError(status, headers, Buffer.from(typeof body === "string" ? body : JSON.stringify(body)));

test.each([
  [400, "invalid_request_error", 400, null],
  [401, "authentication_error", 502, "upstream_auth_failed"],
  [403, "permission_error", 502, "upstream_auth_failed"],
  [404, "not_found_error", 404, "model_not_found"],
  [408, "timeout_error", 504, "upstream_timeout"],
  [413, "request_too_large", 413, "request_too_large"],
  [422, "unknown_error", 422, null],
  [429, "rate_limit_error", 429, "rate_limit_exceeded"],
  [500, "api_error", 502, "upstream_error"],
  [503, "api_error", 503, "upstream_overloaded"],
  [529, "overloaded_error", 503, "upstream_overloaded"],
])("status %i %s is said as %i with code %s, the message kept", (status, type, ...said) => {
  const denial = decode(status, error(type, "It went wrong."));
  expect([denial.status, openAiError(denial).error.code]).toEqual(said);
  expect(denial.message).toContain("It went wrong.");
});

test("the time to wait is kept", () => {
  expect(decode(429, error("rate_limit_error", "Slow down."), { "retry-after": "7" }).extra.retryAfterSeconds).toBe(7);
});

test("a prompt beyond the window has OpenAI's code, so that agents shorten it", () => {
  const denial = decode(400, error("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"));
  expect(openAiError(denial).error).toMatchObject({ code: "context_length_exceeded", type: "invalid_request_error" });
});

test("an account without credit is the publisher's to mend, not the caller's", () => {
  expect(decode(400, error("invalid_request_error", "Your credit balance is too low to access the Anthropic API.")).code).toBe(
    "upstream_auth_failed",
  );
});

test("bodies that are no error of Anthropic's still make one of OpenAI's", () => {
  for (const body of ["", "<html>Bad gateway</html>", "[]", '{"error":"plain words"}', '{"error":{"message":5}}']) {
    const { error: said } = openAiError(decode(500, body));
    expect(said.message.length).toBeGreaterThan(0);
    expect(said.message).not.toContain("<html>");
  }
  expect(decode(500, '{"error":"plain words"}').message).toBe("plain words");
});

test("an error within a stream goes by its type", () => {
  expect(decodeErrorEvent(error("overloaded_error", "Overloaded"))).toMatchObject({ code: "upstream_overloaded", message: "Overloaded" });
  expect(decodeErrorEvent({ type: "error" }).code).toBe("upstream_error");
});
