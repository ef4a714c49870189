import { expect, test } from "vitest";
import { ApiError } from "../../lib/api-client.ts";
import { fieldProblem, formProblem } from "./form-problems.ts";

const refused = (fields: Readonly<Record<string, string>>) => new ApiError(422, { code: "invalid_request", message: "Not saved.", fields });

test("a problem of an item is said at the field that holds it, and at no other that begins alike", () => {
  const error = refused({ "emails.1": "No address.", nameSuffix: "Too long." });
  expect(fieldProblem(error, "emails")).toBe("No address.");
  expect(fieldProblem(error, "name")).toBeUndefined();
});

test("a problem of a field that the form does not show is said above it, not swallowed", () => {
  expect(formProblem(refused({ enabled: "Not now." }), ["name", "emails"])).toBe("Not saved.");
  expect(formProblem(refused({ "emails.1": "No address." }), ["name", "emails"])).toBeNull();
  expect(formProblem(new Error("No network."), ["name"])).toBe("No network.");
});
