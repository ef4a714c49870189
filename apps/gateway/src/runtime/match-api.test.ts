import { describe, expect, test } from "vitest";
import type { CompiledApi } from "./compiled-api.ts";
import { LiveSnapshot } from "./live-snapshot.ts";
import { matchApi, pathTable } from "./match-api.ts";

const api = (id: string, ...contextPaths: string[]) => ({ id, contextPaths }) as unknown as CompiledApi;
const table = pathTable([api("short", "/llm"), api("long", "/llm/team/one"), api("two", "/first", "/second")]);
const found = (path: string) => {
  const match = matchApi(table, path);
  return match && `${match.api.id} ${match.rest}`;
};

describe("the API of a path", () => {
  test.each([
    ["/llm", "short "],
    ["/llm/", "short /"],
    ["/llm/v1/chat/completions", "short /v1/chat/completions"],
    ["/llm/team/one", "long "],
    ["/llm/team/one/models", "long /models"],
    ["/llm/team/other/models", "short /team/other/models"],
    ["/llm//models", "short //models"],
    ["/second/models", "two /models"],
  ])("%s is %s", (path, expected) => {
    expect(found(path)).toBe(expected);
  });

  test.each(["", "/", "//", "/ll", "/llmtest", "/llm-2/models", "/LLM", "llm", "/nobody/llm", "/llm%2fmodels"])(
    "%j is nobody's",
    (path) => {
      expect(found(path)).toBeNull();
    },
  );

  test("a path of a hundred thousand slashes costs no more lookups than the longest context path has segments", () => {
    let lookups = 0;
    const byPath = new Map(table.byPath);
    byPath.get = () => {
      lookups++;
      return undefined;
    };
    expect(matchApi({ ...table, byPath }, `/x${"/".repeat(100_000)}`)).toBeNull();
    expect(lookups).toBe(3);
  });
});

describe("the live snapshot", () => {
  test("a request keeps the API that it began with while another takes its place", () => {
    const snapshot = new LiveSnapshot(new Map());
    const first = api("a", "/llm");
    snapshot.put(first);
    const match = snapshot.matchApi("/llm/models");
    snapshot.put(api("a", "/moved"));
    expect(match?.api).toBe(first);
    expect(snapshot.matchApi("/llm/models")).toBeNull();
    expect(snapshot.matchApi("/moved/models")?.rest).toBe("/models");
  });

  test("an API that is removed answers nowhere, and the others go on", () => {
    const snapshot = new LiveSnapshot(new Map());
    snapshot.put(api("a", "/aaaa"));
    snapshot.put(api("b", "/bbbb"));
    snapshot.remove("a");
    expect(snapshot.matchApi("/aaaa")).toBeNull();
    expect(snapshot.matchApi("/bbbb")?.api.id).toBe("b");
  });

  test("tells who holds a path, but not that an API holds its own", () => {
    const snapshot = new LiveSnapshot(new Map());
    snapshot.put(api("a", "/aaaa"));
    expect(snapshot.occupant(api("b", "/free", "/aaaa"))).toMatchObject({ path: "/aaaa", api: { id: "a" } });
    expect(snapshot.occupant(api("a", "/aaaa"))).toBeNull();
  });
});
