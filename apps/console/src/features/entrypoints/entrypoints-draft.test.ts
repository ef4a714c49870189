import { listenerSchema } from "@sluice/definition/listener";
import type { ApiResource } from "@sluice/definition/resources";
import { describe, expect, test } from "vitest";
import { pathRow } from "../../components/entrypoint-form/entrypoint-draft.ts";
import { withMethod } from "./cors-draft.ts";
import { draftOf, type EntrypointsDraft, entrypointProblems, listenerOf, pathsLost } from "./entrypoints-draft.ts";

const CORS = { enabled: true, allowOrigin: ["https://app.example.org"] };

function apiWith(change: object = {}) {
  const listener = listenerSchema.parse({ paths: [{ path: "/llmtest" }], entrypoints: [{ type: "llm-proxy" }], ...change });
  return {
    name: "Test",
    apiVersion: "1",
    listeners: [listener],
    endpointGroups: [
      {
        name: "p",
        endpoints: [{ name: "p", configuration: { provider: "OPEN_AI", authentication: { type: "BEARER" }, models: [{ name: "m" }] } }],
      },
    ],
  } as unknown as ApiResource;
}
const typed = (change: Partial<EntrypointsDraft>): EntrypointsDraft => ({ ...draftOf(apiWith()), ...change });
const typedCors = (change: object) => typed({ cors: { ...draftOf(apiWith({ cors: CORS })).cors, ...change } });

test.each([
  [{}],
  [{ cors: CORS }],
  [{ cors: { ...CORS, allowMethods: ["POST"], allowHeaders: ["x-team"], exposeHeaders: [], allowCredentials: true, maxAge: -1 } }],
  [{ cors: { ...CORS, enabled: false } }],
])("opening and saving %j changes nothing", (change) => {
  const api = apiWith(change);
  expect(listenerSchema.parse(listenerOf(draftOf(api)))).toEqual(api.listeners[0]);
  expect(entrypointProblems(api, draftOf(api))).toEqual({});
});

test("CORS that was never touched is not said", () => {
  expect(listenerOf(draftOf(apiWith()))).not.toHaveProperty("cors");
});

describe("CORS", () => {
  test.each([
    ["allowOrigin", { allowOrigin: [" ", ""] }, "Name at least one origin, or * for all."],
    ["allowOrigin.1", { allowOrigin: ["*", "app.example.org"] }, /^An origin looks like/],
    ["allowHeaders.0", { allowHeaders: ["x team"] }, "This is not a valid header name."],
    ["maxAge", { maxAge: "an hour" }, /whole seconds/],
    ["allowCredentials", { allowOrigin: ["*"], allowCredentials: true }, /refuse credentials/],
  ])("what is wrong with %s is said there, in words", (field, change, words) => {
    const problems = entrypointProblems(apiWith(), typedCors(change));
    expect(Object.keys(problems)).toEqual([`listeners.0.cors.${field}`]);
    expect(problems[`listeners.0.cors.${field}`]).toMatch(words);
  });

  test("what is wrong in it hinders nobody who has turned it off", () => {
    const draft = typedCors({ enabled: false, maxAge: "an hour" });
    expect(entrypointProblems(apiWith(), draft)).toEqual({});
    expect(listenerOf(draft)).not.toHaveProperty("cors");
  });

  test("methods stand in one order", () => {
    expect(withMethod(["POST", "GET"], "DELETE", true)).toEqual(["GET", "POST", "DELETE"]);
    expect(withMethod(["GET", "POST"], "GET", false)).toEqual(["POST"]);
  });
});

test("problems of other parts of the API are not this page's", () => {
  expect(entrypointProblems({ ...apiWith(), name: "" }, typed({}))).toEqual({});
});

test("a path twice, or one inside another, is refused at the later one", () => {
  const draft = typed({ paths: [pathRow("/llmtest"), pathRow("llmtest/"), pathRow("/llmtest/v2")] });
  expect(entrypointProblems(apiWith(), draft)).toEqual({
    "listeners.0.paths.1.path": "Duplicated context path not allowed",
    "listeners.0.paths.2.path": "Context path lies inside /llmtest, or the other way round.",
  });
});

test("paths that go are known, however those that stay are typed", () => {
  const api = apiWith({ paths: [{ path: "/first" }, { path: "/second" }] });
  expect(pathsLost(api, typed({ paths: [pathRow(" second/ "), pathRow("/third")] }))).toEqual(["/first"]);
});

test("a row that stays where it is keeps its key when it is saved", () => {
  const draft = typed({ paths: [pathRow("llmtest/")] });
  expect(draftOf(apiWith(), draft).paths).toEqual([{ key: draft.paths[0]?.key, path: "/llmtest" }]);
});
