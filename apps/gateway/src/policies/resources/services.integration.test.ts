import { PolicyProblem } from "@sluice/policies/policy-problem";
import type { ClassifierResource } from "@sluice/policies/resources/text-resource";
import { TEST_ACCESS_KEY_ID, TEST_SECRET_ACCESS_KEY } from "@sluice/simulator/bedrock/verify-signature";
import { createSimulator, type Simulator } from "@sluice/simulator/simulator";
import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Authoriser } from "../../upstream/authoriser.ts";
import { Pools } from "../../upstream/pools.ts";
import { sendWhole } from "../../upstream/send-whole.ts";
import { buildResource } from "./build-resource.ts";

let simulator: Simulator;
let service: FakeUpstream;
const pools = new Pools();

beforeAll(async () => {
  simulator = await createSimulator();
  service = await startFakeUpstream(json(200, {}));
});
afterAll(async () => {
  await pools.close();
  await service.close();
  await simulator.close();
});

async function build(type: string, configuration: object, definition: unknown = {}): Promise<ClassifierResource | PolicyProblem> {
  const upstream = { pools, authoriser: new Authoriser(pools) };
  const built = await buildResource(type, configuration, {
    openSecret: () => ({ problem: "There are no secrets here." }),
    environment: {},
    send: (target, call, signal) => sendWhole(upstream, target, { ...call, signal }),
    definition,
  });
  if (built instanceof PolicyProblem) return built;
  if (built.resource.kind !== "classifier") throw new Error("This is no classifier.");
  return built.resource;
}

/** Labels of each text with a score above one half. */
async function labels(
  resource: ClassifierResource | PolicyProblem,
  texts: readonly string[],
  direction: "request" | "response" = "request",
) {
  if (resource instanceof PolicyProblem) throw new Error(resource.message);
  const scores = await resource.classify(texts, direction);
  return scores.map((one) => one.filter(({ score }) => score > 0.5).map(({ label }) => label));
}

test("a service is let go of when whoever asked has left", async () => {
  service.seen.length = 0;
  service.behave = () => new Promise(() => {});
  const resource = await build("openai-moderation", { target: service.origin, authentication: BEARER });
  if (resource instanceof PolicyProblem) throw new Error(resource.message);
  const leaving = new AbortController();
  const asked = resource.classify(["A text that nobody waits for."], "request", leaving.signal);
  await expect.poll(() => service.seen.length).toBe(1);
  leaving.abort();
  await expect(asked).rejects.toThrow("Nobody waits for the service's answer any more.");
  await expect.poll(() => service.seen[0]?.early).toBe(true);
});

const BEARER = { type: "BEARER", bearer: "sk-service-key" };
const AWS = { type: "AWS", region: "us-east-1", accessKeyId: TEST_ACCESS_KEY_ID, secretAccessKey: TEST_SECRET_ACCESS_KEY };
const ONE_OF_THREE = ["Good morning.", "You idiot!", "Good evening."];

describe("OpenAI's moderations", () => {
  const moderation = () => ({ target: `${simulator.url}/v1`, authentication: BEARER });

  test("give their categories for each text", async () => {
    expect(await labels(await build("openai-moderation", moderation()), ONE_OF_THREE)).toEqual([[], ["harassment"], []]);
  });

  test("are asked about the same text once", async () => {
    service.seen.length = 0;
    service.behave = json(200, { results: [{ categories: { hate: true }, category_scores: {} }] });
    const resource = await build("openai-moderation", { target: service.origin, authentication: BEARER });
    expect(await labels(resource, ["a"])).toEqual([["hate"]]);
    expect(await labels(resource, ["a", "a"])).toEqual([["hate"], ["hate"]]);
    expect(service.seen).toHaveLength(1);
    expect(service.seen[0]?.headers.authorization).toBe("Bearer sk-service-key");
  });

  test.each([
    ["a status", json(500, { error: "boom" }), /answered with the status 500/],
    ["no JSON", json(200, "<html>"), /no JSON/],
    ["fewer verdicts than texts", json(200, { results: [] }), /for each text/],
  ])("fail in words without the text or the address: %s", async (_, behave, message) => {
    service.behave = behave;
    const failed = labels(await build("openai-moderation", { target: service.origin, authentication: BEARER }), ["very private text"]);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow(/private|127\.0\.0\.1/);
  });

  test("that do not answer fail in their time", async () => {
    service.behave = () => {};
    const resource = await build("openai-moderation", { target: service.origin, authentication: BEARER, timeoutMs: 100 });
    await expect(labels(resource, ["a"])).rejects.toThrow("did not answer within 100 ms");
  });
});

describe("a guardrail of Bedrock", () => {
  const guardrail = (change: object = {}) => ({
    target: simulator.url,
    authentication: AWS,
    guardrailIdentifier: "gr-1",
    guardrailVersion: "2",
    ...change,
  });

  test("gives filters, topics, words and entities, by a signed call for each text", async () => {
    const texts = ["Hello.", "You idiot!", "Should I buy shares now?", "mellon", "ada@example.org"];
    expect(await labels(await build("bedrock-guardrail", guardrail()), texts)).toEqual([
      [],
      ["insults"],
      ["investment advice"],
      ["word"],
      ["email"],
    ]);
  });

  test("that does not exist is a failure and no pass", async () => {
    const resource = await build("bedrock-guardrail", guardrail({ guardrailIdentifier: "missing" }));
    await expect(labels(resource, ["Hello."])).rejects.toThrow("status 404");
  });

  test("counts when it intervenes for a reason that is not known here", async () => {
    service.behave = json(200, { action: "GUARDRAIL_INTERVENED", assessments: [{ novelPolicy: {} }] });
    expect(await labels(await build("bedrock-guardrail", guardrail({ target: service.origin })), ["x"], "response")).toEqual([
      ["guardrail"],
    ]);
    expect(JSON.parse(service.seen.at(-1)?.body ?? "{}")).toEqual({ source: "OUTPUT", content: [{ text: { text: "x" } }] });
  });
});

describe("a model as judge", () => {
  const verdict = (content: string) => json(200, { choices: [{ message: { role: "assistant", content } }] });
  const judge = (change: object = {}) => ({
    target: service.origin,
    model: "judge-1",
    labels: [{ label: "Off topic", description: "Not about boats" }],
    ...change,
  });

  test("gives the scores of its verdict, and gets the text between marks that nobody can guess", async () => {
    service.behave = verdict('```json\n{"labels":[{"label":"off topic","score":0.9}]}\n```');
    expect(await labels(await build("llm-judge", judge()), ["Cars!"])).toEqual([["Off topic"]]);
    const { messages, model } = JSON.parse(service.seen.at(-1)?.body ?? "{}") as { messages: { content: string }[]; model: string };
    expect(model).toBe("judge-1");
    expect(messages[1]?.content).toMatch(/^<text ([0-9a-f]{16})>\nCars!\n<\/text \1>$/);
    expect(messages[0]?.content).toContain("Not about boats");
  });

  test.each([
    "Looks fine to me!",
    '{"labels":"none"}',
    '{"labels":[{"label":"Off topic","score":7}]}',
    '{"labels":[{"label":"Other","score":1}]}',
  ])("whose answer is no verdict has failed: %s", async (content) => {
    service.behave = verdict(content);
    await expect(labels(await build("llm-judge", judge()), ["Cars!"])).rejects.toThrow("no verdict");
  });

  test("may be an endpoint of the same API, with that one's address and key", async () => {
    service.behave = verdict('{"labels":[]}');
    const configuration = {
      provider: "OPEN_AI_COMPATIBLE",
      target: `${service.origin}/v1`,
      authentication: BEARER,
      models: [{ name: "m" }],
    };
    const definition = {
      name: "Test",
      apiVersion: "1",
      listeners: [{ paths: [{ path: "/boats" }], entrypoints: [{ type: "llm-proxy" }] }],
      endpointGroups: [{ name: "own", endpoints: [{ name: "Own one", configuration }] }],
    };
    expect(await labels(await build("llm-judge", judge({ target: undefined, endpoint: "own" }), definition), ["x"])).toEqual([[]]);
    expect(service.seen.at(-1)).toMatchObject({ url: "/v1/chat/completions", headers: { authorization: "Bearer sk-service-key" } });
    expect(await build("llm-judge", judge({ target: undefined, endpoint: "nobody" }), definition)).toMatchObject({
      path: "configuration.endpoint",
      message: "This API has no endpoint nobody.",
    });
  });
});

describe("a service that embeds texts", () => {
  const buildEmbedding = async (configuration: object) => {
    const upstream = { pools, authoriser: new Authoriser(pools) };
    const built = await buildResource("ai-text-embedding-model", configuration, {
      openSecret: () => ({ problem: "There are no secrets here." }),
      environment: {},
      send: (target, call, signal) => sendWhole(upstream, target, { ...call, signal }),
      definition: {},
    });
    if (built instanceof PolicyProblem || built.resource.kind !== "embedding") throw new Error("This embeds nothing.");
    return built.resource;
  };

  test("gives the same vector for the same text, and another one for another", async () => {
    const resource = await buildEmbedding({ target: `${simulator.url}/v1`, authentication: BEARER });
    const [one, same, other] = await Promise.all(["Good morning.", "Good morning.", "Good evening."].map((text) => resource.embed(text)));
    expect([one?.length, one]).toEqual([1536, same]);
    expect(other).not.toEqual(one);
  });

  test("says that it gave none in words without the text", async () => {
    service.behave = json(200, { data: [{ embedding: "AAAA" }] });
    const resource = await buildEmbedding({ target: service.origin, authentication: BEARER });
    await expect(resource.embed("a private text")).rejects.toThrow("The service gave no vector.");
  });
});
