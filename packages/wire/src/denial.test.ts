import { expect, test } from "vitest";
import { Denial, openAiError } from "./denial.ts";
import { ERRORS } from "./errors.ts";

test("speaks OpenAI's envelope, with every field there", () => {
  expect(openAiError(new Denial("model_not_found", "No such model.", { param: "model" }))).toEqual({
    error: { message: "No such model.", type: "invalid_request_error", param: "model", code: "model_not_found" },
  });
});

test("keeps what the provider said, null codes included", () => {
  const denial = new Denial("upstream_error", "Bad.", { status: 400, type: "invalid_request_error", providerCode: null });
  expect(denial.status).toBe(400);
  expect(openAiError(denial).error).toEqual({ message: "Bad.", type: "invalid_request_error", param: null, code: null });
});

test("gives every code a status that says whose turn it is", () => {
  for (const [code, { status, owner }] of Object.entries(ERRORS)) {
    const isCallers = owner === "caller";
    expect([code, status >= 400 && status < 500]).toEqual([code, isCallers]);
  }
});
