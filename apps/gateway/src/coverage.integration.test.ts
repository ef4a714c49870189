import { type AspectCoverage, COVERAGE, PATH_KINDS } from "@sluice/definition/policies/coverage";
import { POLICY_KINDS } from "@sluice/definition/policies/policy-kinds";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import { createTextDetectors } from "@sluice/policies/resources/create-text-detectors";
import type { Resource } from "@sluice/policies/resources/resource";
import { testSources } from "@sluice/policies/testing/test-sources";
import { type FakeUpstream, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { answerAnyWire } from "./testing/coverage/answer-any-wire.ts";
import { ADDRESS, ATTACK, LEAK, PROBES, type Probe, type Sight } from "./testing/coverage/probes.ts";
import { WAYS, type Way } from "./testing/coverage/ways.ts";
import { KEY, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";
import { withPolicies } from "./testing/with-policies.ts";

let upstream: FakeUpstream;
let sockets: WebSocketServer;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startFakeUpstream(answerAnyWire(`Your key is ${LEAK}, I believe. Write to ${ADDRESS}.`));
  sockets = new WebSocketServer({ server: upstream.server });
  sockets.on("connection", (_, req) => {
    upstream.seen.push({ method: "GET", url: req.url ?? "", headers: req.headers, body: "", closedAt: null, early: false });
  });
  gateway = await startTestGateway(testApi([target(upstream.origin)]));
});
afterAll(async () => {
  sockets.close();
  await gateway.close();
  await upstream.close();
});

const detectors = createTextDetectors({ promptInjection: true, jailbreak: false, secrets: true, patterns: [], denyLists: [] });
if (detectors instanceof PolicyProblem) throw new Error(detectors.message);
const embedder: Resource = { kind: "embedding", embed: async () => [1, 0] };
const resources = new Map<string, Resource>([
  ["detectors", detectors],
  ["embedder", embedder],
]);

/** Asks one way through the policy as the probe sets it up, and more fields of its configuration. */
async function ask(policy: string, { way, probe, more = {} }: { way: Way; probe: Probe; more?: object }): Promise<Sight> {
  const step = { policy, configuration: { ...probe.configuration(way), ...more } };
  const lanes = probe.lane === "response" ? { response: [step] } : { request: [step] };
  gateway.api = withPolicies(testApi([way.target(upstream.origin)]), lanes, testSources({ resources }));
  const leaving = new AbortController();
  if (probe.beside) await holdOne(leaving.signal);
  upstream.seen.length = 0;
  gateway.records.length = 0;
  const answers = [];
  for (let nth = 0; nth < (probe.times ?? 1); nth++) answers.push(await way.send(gateway.url, ATTACK));
  const last = answers.at(-1);
  if (!last) throw new Error("Nothing was asked.");
  const record = (await gateway.settled(answers.length)).at(-1);
  leaving.abort();
  if (probe.beside) await gateway.settled(answers.length + 1);
  return { answers, last, seen: [...upstream.seen], record };
}

/** A chat that goes on until it is left. */
async function holdOne(signal: AbortSignal): Promise<void> {
  const { behave } = upstream;
  const asked = new Promise<void>((resolve) => {
    upstream.behave = () => resolve();
  });
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const body = JSON.stringify({ model: "gpt", messages: [{ role: "user", content: "Wait." }] });
  fetch(`${gateway.url}/chat/completions`, { method: "POST", headers, body, signal }).catch(() => {});
  await asked;
  upstream.behave = behave;
}

/** By what policies refuse calls that they cannot see. */
const REFUSED: Readonly<Record<string, readonly AspectCoverage["aspect"][]>> = {
  "token-ratelimit": ["tokens"],
  "cost-ratelimit": ["dollars"],
  "ai-prompt-guard-rails": ["prompts", "answers"],
  "pii-filtering": ["prompts", "answers"],
};

const detailsOf = ({ record }: Sight) => (record?.detail?.policies ?? []).map(({ action, detail }) => `${action}: ${detail}`).join("\n");
const passes = ({ last }: Sight) => last.status === 101 || (last.status >= 200 && last.status < 300);
const named = ({ path, streamed, wire }: Way) => `${path}, ${streamed ? "streamed" : "whole"}, ${wire}`;

test("the table has every policy, and a probe and a way for every cell", () => {
  expect(new Set(COVERAGE.map(({ policy }) => policy))).toEqual(new Set(POLICY_KINDS.map(({ id }) => id)));
  expect(COVERAGE.filter(({ policy, aspect }) => !PROBES[policy]?.[aspect])).toEqual([]);
  expect(new Set(WAYS.map(({ path }) => path))).toEqual(new Set(PATH_KINDS));
});

describe.each(COVERAGE.map((row) => [`${row.policy}: ${row.aspect}`, row] as const))("%s", (_, row: AspectCoverage) => {
  const probe = PROBES[row.policy]?.[row.aspect];
  // Where no provider is asked, nothing is sent to one.
  const ways = WAYS.filter(({ asks, path }) => row.aspect !== "requestHeaders" || asks || row.paths[path].state === "none");

  test.each(ways.map((way) => [named(way), row.paths[way.path].state, way] as const))("%s: %s", async (__, state, way) => {
    if (!probe) throw new Error("There is no probe.");
    const sight = await ask(row.policy, { way, probe });
    if (state === "enforced") {
      expect([probe.done(sight), sight.last.status, detailsOf(sight)]).toEqual([true, sight.last.status, detailsOf(sight)]);
      return;
    }
    expect(probe.done(sight)).toBe(false);
    if (state === "none") expect([passes(sight), sight.last.text]).toEqual([true, sight.last.text]);
  });

  const blind = REFUSED[row.policy]?.includes(row.aspect) ? ways.filter(({ path }) => row.paths[path].state === "impossible") : [];
  test.each(blind.map((way) => [named(way), way] as const))(
    "%s: refused, unless that is accepted or tried in the shadow",
    async (__, way) => {
      if (!probe) throw new Error("There is no probe.");
      const refused = await ask(row.policy, { way, probe });
      expect([refused.last.status, refused.record?.errorCode, refused.seen.length]).toEqual([403, "forbidden", 0]);
      expect(refused.last.text).toContain("cannot be checked");
      expect(detailsOf(refused)).toContain("blocked: ");
      const accepted = await ask(row.policy, { way, probe, more: { acceptUncovered: [way.path] } });
      // What is seen of a socket's opening is held to all the same.
      if (way.path !== "realtime") expect([passes(accepted), probe.done(accepted)]).toEqual([true, false]);
      expect(detailsOf(accepted)).toMatch(/allowed: .* cannot be checked: .*, which is accepted/);
      const shadow = await ask(row.policy, { way, probe, more: { dryRun: true } });
      expect([passes(shadow), detailsOf(shadow)]).toEqual([true, expect.stringContaining("would_block: ")]);
    },
  );
});

const [chat] = WAYS;

/** Those whose probe is answered with a refusal; one with a model that nobody knows is refused by no policy. */
const refusing = COVERAGE.filter(({ policy, aspect }) => PROBES[policy]?.[aspect]?.refuses);

test.each(refusing.map((row) => [`${row.policy}: ${row.aspect}`, row] as const))(
  "%s refuses nothing in the shadow, and says what it would have",
  async (_, row) => {
    const probe = PROBES[row.policy]?.[row.aspect];
    if (!probe || !chat) throw new Error("There is no probe, or no way.");
    const shadow = await ask(row.policy, { way: chat, probe, more: { dryRun: true } });
    expect([passes(shadow), detailsOf(shadow)]).toEqual([true, expect.stringContaining("would_block: ")]);
  },
);

test("a guard that only records what it finds refuses nothing that it cannot see, and says so", async () => {
  const upload = WAYS.find(({ path }) => path === "uploads");
  const probe: Probe = { configuration: () => ({ resourceName: "detectors", requestPolicy: "LOG_REQUEST" }), done: passes };
  if (!upload) throw new Error("There is no way for uploads.");
  const sight = await ask("ai-prompt-guard-rails", { way: upload, probe });
  expect([passes(sight), detailsOf(sight)]).toEqual([true, "allowed: the prompts cannot be checked: bodies go by without being read"]);
});
