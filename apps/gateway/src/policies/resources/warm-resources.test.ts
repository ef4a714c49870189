import { PolicyProblem } from "@sluice/policies/policy-problem";
import { describe, expect, test } from "vitest";
import { WarmResources } from "./warm-resources.ts";

const SOURCES = {
  openSecret: () => ({ problem: "There are no secrets here." }),
  environment: {},
  send: () => Promise.reject(new Error("Nothing is sent here.")),
};

const words = (phrase: string) => ({
  name: "words",
  type: "text-detectors",
  configuration: { denyLists: [{ label: "words", phrases: [phrase] }] },
});

async function prepared(warm: WarmResources, ...resources: object[]) {
  const result = await warm.prepare({ ...SOURCES, definition: { resources } });
  if (result instanceof PolicyProblem) throw new Error(result.message);
  return result;
}

describe("an API's resources", () => {
  test("stay as they are over a deployment that does not change them, and are shared by APIs that agree", async () => {
    const warm = new WarmResources();
    const first = await prepared(warm, words("a"));
    warm.keep("one", first);
    const again = await prepared(warm, words("a"));
    warm.keep("one", again);
    const other = await prepared(warm, { ...words("a"), name: "other name" });
    expect(again.byName.get("words")).toBe(first.byName.get("words"));
    expect(other.byName.get("other name")).toBe(first.byName.get("words"));
  });

  test("are built anew when they were changed, and when nobody had them any more", async () => {
    const warm = new WarmResources();
    const first = await prepared(warm, words("a"));
    warm.keep("one", first);
    const changed = await prepared(warm, words("b"));
    warm.keep("one", changed);
    expect(changed.byName.get("words")).not.toBe(first.byName.get("words"));
    expect((await prepared(warm, words("a"))).byName.get("words")).not.toBe(first.byName.get("words"));
  });

  test("of a refused revision do not take those of the running one with them", async () => {
    const warm = new WarmResources();
    const running = await prepared(warm, words("a"));
    warm.keep("one", running);
    warm.discard(await prepared(warm, words("a"), { ...words("b"), name: "b" }));
    expect((await prepared(warm, words("a"))).byName.get("words")).toBe(running.byName.get("words"));
  });

  test("that are switched off are not there", async () => {
    expect((await prepared(new WarmResources(), { ...words("a"), enabled: false })).byName.size).toBe(0);
  });

  test("may be configured by a text of JSON, as Gravitee's exports have it", async () => {
    const { configuration, ...rest } = words("a");
    expect((await prepared(new WarmResources(), { ...rest, configuration: JSON.stringify(configuration) })).byName.size).toBe(1);
  });

  test.each([
    [{ name: "x", type: "nonsense" }, "resources.0.type", /no kind of resource nonsense/],
    [
      { name: "x", type: "text-detectors", configuration: { promptInjection: false, jailbreak: false, secrets: false } },
      "resources.0.configuration",
      /Switch a detector on/,
    ],
    [
      { name: "x", type: "text-detectors", configuration: { patterns: [{ label: "a", pattern: "(?=a)" }] } },
      "resources.0.configuration.patterns.0.pattern",
      /linear time/,
    ],
    [
      { name: "x", type: "text-detectors", configuration: { patterns: [{ label: "a", pattern: "a*" }] } },
      "resources.0.configuration.patterns.0.pattern",
      /empty text/,
    ],
  ])("that cannot be had refuse the deployment with their place: %j", async (resource, path, message) => {
    expect(await new WarmResources().prepare({ ...SOURCES, definition: { resources: [resource] } })).toMatchObject({
      path,
      message: expect.stringMatching(message),
    });
  });
});
