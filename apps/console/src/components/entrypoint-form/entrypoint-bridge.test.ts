import { expect, test } from "vitest";
import { configurationOf, entrypointDraftOf, pathsOf } from "./entrypoint-bridge.ts";
import { emptyEntrypoint } from "./entrypoint-draft.ts";

const listenerWith = (configuration: object) => ({ paths: [{ path: "/llmtest" }], entrypoints: [{ type: "llm-proxy", configuration }] });

test.each([
  [{ enforceUsage: true, injectTokenHeaders: false }],
  [{ enforceUsage: false, injectTokenHeaders: true, clientDisconnect: { policy: "DRAIN", drainSeconds: 90, drainTokens: 500 } }],
])("%j comes back as it was", (configuration) => {
  expect(configurationOf(entrypointDraftOf(listenerWith(configuration)))).toEqual(configuration);
});

test("a bound that is no number is kept as it was typed, by the definition and by the draft", () => {
  const empty = emptyEntrypoint();
  const typed = { ...empty, clientDisconnect: { policy: "DRAIN", drainSeconds: "a minute", drainTokens: " 4096 " } } as const;
  expect(configurationOf(typed)).toMatchObject({ clientDisconnect: { drainSeconds: "a minute", drainTokens: 4_096 } });
  expect(entrypointDraftOf(listenerWith(configurationOf(typed))).clientDisconnect.drainSeconds).toBe("a minute");
});

test("stopping the provider is not said, whatever was typed beside it", () => {
  const typed = { ...emptyEntrypoint(), clientDisconnect: { policy: "ABORT", drainSeconds: "x", drainTokens: "" } } as const;
  expect(configurationOf(typed)).toEqual({ enforceUsage: true, injectTokenHeaders: false });
});

test("paths are saved as the gateway knows them; an empty one stays empty, to be asked for", () => {
  const draft = entrypointDraftOf({ paths: [{ path: "llmtest/" }, { path: " " }] });
  expect(pathsOf(draft)).toEqual([{ path: "/llmtest" }, { path: "" }]);
});

test.each([[null], [7], [{ paths: "x", entrypoints: [null] }], [{ entrypoints: [{ configuration: { clientDisconnect: [] } }] }]])(
  "%j is read as a new entrypoint",
  (odd) => {
    const bare = ({ paths, ...rest }: ReturnType<typeof emptyEntrypoint>) => ({ ...rest, paths: paths.map(({ path }) => path) });
    expect(bare(entrypointDraftOf(odd))).toEqual(bare(emptyEntrypoint()));
  },
);
