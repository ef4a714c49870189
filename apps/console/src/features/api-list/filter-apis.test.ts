import type { ApiSummary } from "@sluice/definition/resources";
import { expect, test } from "vitest";
import { filterApis, readSegment } from "./filter-apis.ts";

function api(name: string, change: Partial<ApiSummary> = {}): ApiSummary {
  return {
    id: crypto.randomUUID(),
    name,
    apiVersion: "1.0",
    state: "STARTED",
    deploymentState: "DEPLOYED",
    deployedRevision: 1,
    contextPaths: [`/${name.toLowerCase()}`],
    providers: ["openai"],
    rejectedBy: [],
    updatedAt: "2026-11-23T00:00:00Z",
    permissions: [],
    ...change,
  };
}

const apis = [
  api("Support", { providers: ["anthropic"] }),
  api("Docs", { deploymentState: "NEED_REDEPLOY" }),
  api("Sales", { state: "STOPPED" }),
];
const names = (text: string, segment: Parameters<typeof filterApis>[1]["segment"] = "all") =>
  filterApis(apis, { text, segment }).map(({ name }) => name);

test("finds by name, path and provider, each word anywhere", () => {
  expect(names("supp")).toEqual(["Support"]);
  expect(names("/docs")).toEqual(["Docs"]);
  expect(names("OPENAI sal")).toEqual(["Sales"]);
  expect(names("openai support")).toEqual([]);
});

test("text and segment narrow together", () => {
  expect(names("", "live")).toEqual(["Support", "Docs"]);
  expect(names("docs", "out-of-sync")).toEqual(["Docs"]);
  expect(names("docs", "stopped")).toEqual([]);
});

test("a segment that nobody knows is all", () => {
  expect(readSegment("nonsense")).toBe("all");
  expect(readSegment("stopped")).toBe("stopped");
});
