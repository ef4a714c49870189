import { expect, test } from "vitest";
import { emptyProvider } from "./provider-draft.ts";
import { describeServiceAccount, withServiceAccount } from "./service-account.ts";

const file = JSON.stringify({
  type: "service_account",
  project_id: "my-project-123",
  private_key: "very-secret",
  client_email: "gateway@my-project-123.iam.gserviceaccount.com",
});

test("says whose account it is, and none of its key", () => {
  expect(describeServiceAccount(file)).toBe("gateway@my-project-123.iam.gserviceaccount.com");
});

test("says that a cut off paste is none, and nothing of a mask or an empty box", () => {
  expect(describeServiceAccount(file.slice(0, 80))).toMatch(/not a service account's JSON/);
  expect(describeServiceAccount("{}")).toMatch(/not a service account's JSON/);
  expect(describeServiceAccount("••••abcd")).toBeNull();
  expect(describeServiceAccount("")).toBeNull();
  expect(describeServiceAccount("${env:GOOGLE_JSON}")).toMatch(/gateway's environment/);
});

test("brings its project along, and never over one that a person typed", () => {
  const vertex = emptyProvider("VERTEX_AI");
  expect(withServiceAccount(vertex, file)).toMatchObject({ projectId: "my-project-123", authentication: { json: file } });
  expect(withServiceAccount({ ...vertex, projectId: "mine" }, file).projectId).toBe("mine");
});
