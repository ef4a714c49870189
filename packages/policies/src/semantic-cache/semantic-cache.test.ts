import { aiSemanticCacheSchema } from "@sluice/definition/policies/ai-semantic-cache";
import { describe, expect, test } from "vitest";
import type { Policy } from "../policy.ts";
import { PolicyProblem } from "../policy-problem.ts";
import type { Reply } from "../reply.ts";
import { testContext } from "../testing/test-context.ts";
import { testSources } from "../testing/test-sources.ts";
import { createSemanticCache } from "./create.ts";

const IDENTITY = { apiId: "api", planId: null, step: "Cache", slot: "0.0" };
const ANSWER: Reply = { type: "reply", status: 200, contentType: "application/json", body: Buffer.from('{"id":"1"}') };

/** Letters counted: texts of nearly the same letters are alike. */
const letters = {
  kind: "embedding" as const,
  asked: [] as string[],
  async embed(text: string) {
    letters.asked.push(text);
    if (text.includes("broken")) throw new Error("no answer");
    return Array.from({ length: 26 }, (_, at) => text.toLowerCase().split(String.fromCharCode(97 + at)).length - 1);
  },
};

function cache(configuration: object = {}, resource: object = letters): Policy {
  const parsed = aiSemanticCacheSchema.parse({ modelName: "letters", ...configuration });
  const sources = testSources({ resources: new Map([["letters", resource as never]]) });
  const policy = createSemanticCache(parsed, { identity: IDENTITY, phase: "request", sources });
  if (policy instanceof PolicyProblem) throw new Error(`${policy.path}: ${policy.message}`);
  return policy;
}

function asking(text: string, { before = "Be kind.", subscriptionId = "one", sent = text, ...body }: Record<string, unknown> = {}) {
  const messages = (last: unknown) => [
    { role: "system", content: before },
    { role: "user", content: last },
  ];
  const context = testContext({
    subscriptionId: subscriptionId as string,
    body: { model: "gpt", messages: messages(text), ...body },
    texts: [
      { role: "system", text: String(before) },
      { role: "user", text },
    ],
  });
  return { ...context, request: { ...context.request, jsonContent: { messages: messages(sent) } } };
}

async function hits(policy: Policy, first: ReturnType<typeof asking>, second: ReturnType<typeof asking>): Promise<boolean> {
  expect(await policy.onRequest?.(first)).toBeNull();
  policy.onAnswered?.(first, ANSWER);
  return (await policy.onRequest?.(second)) !== null;
}

describe("a call is answered again", () => {
  test("when its last message is nearly the same, and the log says how near", async () => {
    const second = asking("What is the capital of France, please?");
    expect(await hits(cache({ threshold: 0.9 }), asking("What is the capital of France?"), second)).toBe(true);
    expect(second.decisions).toEqual([
      expect.objectContaining({ action: "answered", detail: expect.stringMatching(/^alike by 0\.9\d\d, 0 s old/) }),
    ]);
  });

  test("by the text that an expression chooses, whatever stood before it", async () => {
    const policy = cache({ promptExpression: "{#request.jsonContent.messages[0].content}" });
    expect(await hits(policy, asking("One.", { before: "Same." }), asking("Two.", { before: "Same." }))).toBe(true);
  });
});

describe("a call is not answered again", () => {
  test.each<[string, ReturnType<typeof asking>]>([
    ["that asks something else", asking("Who wrote Faust?")],
    ["after another system message", asking("What is the capital of France?", { before: "Be rude." })],
    ["of another subscription", asking("What is the capital of France?", { subscriptionId: "two" })],
    ["with other parameters", asking("What is the capital of France?", { temperature: 1 })],
    ["with other tools", asking("What is the capital of France?", { tools: [{}] })],
    [
      "whose text a policy has changed: placeholders stand for others",
      asking("What is the capital of France?", { sent: "What is x@y.z?" }),
    ],
    ["whose text cannot be embedded", asking("broken")],
  ])("%s", async (_what, second) => {
    expect(await hits(cache(), asking("What is the capital of France?"), second)).toBe(false);
  });
});

test("nor where a policy has changed an earlier message, though all that the provider sees is the same", async () => {
  const asked = (name: string) => {
    const context = asking("What is the capital of France?", { before: "I am <EMAIL_1>." });
    const messages = [
      { role: "system", content: `I am ${name}.` },
      { role: "user", content: "What is the capital of France?" },
    ];
    return { ...context, request: { ...context.request, jsonContent: { messages } } };
  };
  expect(await hits(cache(), asked("anna@example.com"), asked("bob@example.com"))).toBe(false);
});

test("a text that is too long, or empty, is not embedded", async () => {
  letters.asked.length = 0;
  for (const text of ["x".repeat(8_001), "  "]) expect(await cache().onRequest?.(asking(text))).toBeNull();
  expect(letters.asked).toEqual([]);
});

test("a resource that is not there, or does not embed, refuses the deployment with its place", () => {
  expect(() => cache({}, { kind: "detector" })).toThrow("modelName: There is no resource letters in this API that embeds texts.");
});
