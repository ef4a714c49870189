import { describe, expect, test } from "vitest";
import { decodeError, decodeException } from "./decode-error.ts";

const refused = (status: number, type: string, message = "No.") =>
  decodeError(
    status,
    { "x-amzn-errortype": `${type}:http://internal.amazon.com/coral/com.amazon.bedrock/` },
    Buffer.from(JSON.stringify({ message })),
  );

test.each([
  [400, "ValidationException", "invalid_request", 400],
  [413, "ValidationException", "request_too_large", 413],
  [403, "AccessDeniedException", "upstream_auth_failed", 502],
  [403, "UnrecognizedClientException", "upstream_auth_failed", 502],
  [403, "ExpiredTokenException", "upstream_auth_failed", 502],
  [403, "InvalidSignatureException", "upstream_auth_failed", 502],
  [403, "MissingAuthenticationTokenException", "upstream_auth_failed", 502],
  [400, "IncompleteSignatureException", "upstream_auth_failed", 502],
  [404, "ResourceNotFoundException", "model_not_found", 404],
  [408, "ModelTimeoutException", "upstream_timeout", 504],
  [424, "ModelErrorException", "upstream_error", 502],
  [429, "ThrottlingException", "rate_limit_exceeded", 429],
  [429, "ModelNotReadyException", "upstream_overloaded", 503],
  [400, "ServiceQuotaExceededException", "rate_limit_exceeded", 429],
  [500, "InternalServerException", "upstream_error", 502],
  [503, "ServiceUnavailableException", "upstream_overloaded", 503],
  [418, "SomethingNewException", "invalid_request", 418],
  [599, "SomethingNewException", "upstream_error", 502],
])("%i %s is said as %s", (...[status, type, code, said]) => {
  expect(refused(status, type)).toMatchObject({ code, status: said });
  expect(refused(status, type).message).toContain("No.");
});

describe("the exception's name", () => {
  test.each([
    [{ __type: "com.amazon.coral.service#ThrottlingException", message: "Slow." }],
    [{ __type: "ThrottlingException", Message: "Slow." }],
  ])("is read from the body too: %j", (body) => {
    expect(decodeError(400, {}, Buffer.from(JSON.stringify(body)))).toMatchObject({ code: "rate_limit_exceeded", message: "Slow." });
  });

  test("is missed by nobody: the status says enough", () => {
    expect(decodeError(403, {}, Buffer.from("<html>no</html>"))).toMatchObject({ code: "upstream_auth_failed" });
    expect(decodeError(429, {}, Buffer.alloc(0))).toMatchObject({ code: "rate_limit_exceeded" });
  });
});

test("a stream's exceptions are named in another way and mean the same", () => {
  expect(decodeException("throttlingException", { message: "Slow." })).toMatchObject({
    code: "rate_limit_exceeded",
    status: 429,
    message: "Slow.",
  });
  expect(decodeException("modelStreamErrorException", { originalMessage: "Oops.", originalStatusCode: 500 })).toMatchObject({
    code: "upstream_error",
    message: "Oops.",
  });
});

test("a prompt that is too long has OpenAI's code for it", () => {
  for (const message of [
    "Input is too long for requested model.",
    "The model returned the following errors: prompt is too long: 210000 tokens > 200000 maximum",
  ])
    expect(refused(400, "ValidationException", message)).toMatchObject({ status: 400, extra: { providerCode: "context_length_exceeded" } });
});

test("a model that Bedrock does not know is not found", () => {
  expect(refused(400, "ValidationException", "The provided model identifier is invalid.")).toMatchObject({
    code: "model_not_found",
    status: 404,
  });
});

test("retry-after is kept", () => {
  expect(decodeError(429, { "retry-after": "7" }, Buffer.from("{}"))).toMatchObject({ extra: { retryAfterSeconds: 7 } });
});

test("neither keys nor account numbers are shown", () => {
  const message =
    "User: arn:aws:iam::123456789012:user/AKIAIOSFODNN7EXAMPLE is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1:123456789012:x";
  const said = refused(403, "AccessDeniedException", message).message;
  expect(said).not.toMatch(/123456789012|AKIA/);
  expect(said).toContain("bedrock:InvokeModel");
});
