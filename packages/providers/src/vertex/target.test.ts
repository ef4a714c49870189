import { expect, test } from "vitest";
import type { ProviderConfiguration } from "../adapter.ts";
import { resolveVertexTarget } from "./target.ts";

const resolve = (change: Partial<ProviderConfiguration>) =>
  resolveVertexTarget({
    provider: "VERTEX_AI",
    target: "",
    authentication: { type: "SERVICE_ACCOUNT", json: "{}" },
    projectId: "my-project",
    location: "us-central1",
    ...change,
  });

test.each([
  ["us-central1", "https://us-central1-aiplatform.googleapis.com"],
  ["global", "https://aiplatform.googleapis.com"],
  ["eu", "https://aiplatform.eu.rep.googleapis.com"],
])("%s has its own host", (location, origin) => {
  expect(resolve({ location })).toEqual({ origin, basePath: `/v1/projects/my-project/locations/${location}`, headers: [] });
});

test.each([
  ["http://host.test", "/v1/projects/my-project/locations/us-central1"],
  ["http://host.test/gcp/v1beta1/", "/gcp/v1beta1/projects/my-project/locations/us-central1"],
  ["http://host.test/v1/projects/p/locations/l", "/v1/projects/p/locations/l"],
])("the address %s is taken instead of Google's", (target, basePath) => {
  expect(resolve({ target })).toMatchObject({ origin: "http://host.test", basePath });
});

test("a domain's old project keeps its colon", () => {
  expect(resolve({ projectId: "example.com:mine" })).toMatchObject({ basePath: "/v1/projects/example.com:mine/locations/us-central1" });
});

test.each([
  [{ projectId: "a/../b" }, "projectId"],
  [{ location: "x.evil.test/" }, "location"],
  [{ projectId: "", target: "http://host.test" }, "projectId"],
  [{ location: "", target: "http://host.test" }, "location"],
  [{ target: "ftp://host.test" }, "target"],
  [{ authentication: { type: "BEARER", bearer: "t" } }, "authentication.type"],
] as const)("%j is refused by its field", (change, field) => {
  expect(resolve(change)).toMatchObject({ field, problem: expect.any(String) });
});
