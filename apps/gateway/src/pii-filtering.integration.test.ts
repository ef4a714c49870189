import Anthropic from "@anthropic-ai/sdk";
import { createSimulator, type Simulator } from "@sluice/simulator/simulator";
import { bytes, type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KEY, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";
import { withPolicies } from "./testing/with-policies.ts";

const VALUES = ["anna.müller@example.com", "+49 30 901820", "4111 1111 1111 1111"] as const;
const PROMPT = "Write to anna.müller@example.com, call +49 30 901820, pay 4111 1111 1111 1111.";
const HIDDEN = "Write to <EMAIL_1>, call <PHONE_1>, pay <PAYMENT_CARD_1>.";

let simulator: Simulator;
let upstream: FakeUpstream;
let gateway: TestGateway;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  simulator = await createSimulator();
  upstream = await startFakeUpstream(json(200, {}));
  gateway = await startTestGateway(filtered({ action: "REPLACE" }));
  openai = new OpenAI({ baseURL: gateway.url, apiKey: KEY, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: gateway.url, apiKey: KEY, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
  await simulator.close();
});
beforeEach(() => {
  gateway.api = filtered({ action: "REPLACE" });
  gateway.records.length = 0;
});

function filtered(configuration: object, { origin = simulator.url, model = "sim-echo" } = {}) {
  const to = target(origin, { model: { name: model, inputPrice: 1, outputPrice: 2, aliases: [], parametersOverride: {} } });
  return withPolicies(testApi([to]), { request: [{ policy: "pii-filtering", name: "pii", configuration }] });
}

/** What the provider was sent last. */
const sent = () => simulator.requests.at(-1)?.body ?? "";

function expectHidden(): void {
  for (const value of VALUES) expect(sent()).not.toContain(value);
  expect(sent()).toContain(HIDDEN);
}

const chat = { model: "gpt", messages: [{ role: "user" as const, content: PROMPT }] };
const ASKED: readonly { readonly what: string; readonly ask: () => Promise<string> }[] = [
  { what: "a chat", ask: async () => (await openai.chat.completions.create(chat)).choices[0]?.message.content ?? "" },
  {
    what: "a chat, streamed",
    ask: async () => {
      const chunks = await piecesOf(await openai.chat.completions.create({ ...chat, stream: true }));
      return chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
    },
  },
  { what: "a response", ask: async () => (await openai.responses.create({ model: "gpt", input: PROMPT })).output_text },
  {
    what: "a response, streamed",
    ask: async () => {
      let [pieces, whole] = ["", ""];
      for await (const event of await openai.responses.create({ model: "gpt", input: PROMPT, stream: true })) {
        if (event.type === "response.output_text.delta") pieces += event.delta;
        if (event.type === "response.completed")
          whole = event.response.output
            .flatMap((item) => (item.type === "message" ? item.content : []))
            .map((part) => (part.type === "output_text" ? part.text : ""))
            .join("");
      }
      expect(whole).toBe(pieces);
      return pieces;
    },
  },
  {
    what: "a message",
    ask: async () => {
      const { content } = await anthropic.messages.create({ model: "gpt", max_tokens: 200, messages: chat.messages });
      return content.map((block) => (block.type === "text" ? block.text : "")).join("");
    },
  },
  {
    what: "a message, streamed",
    ask: () => anthropic.messages.stream({ model: "gpt", max_tokens: 200, messages: chat.messages }).finalText(),
  },
];

describe("reversible placeholders", () => {
  test.each(ASKED)("the provider sees placeholders alone, the caller the values: $what", async ({ ask }) => {
    expect(await ask()).toBe(PROMPT);
    expectHidden();
  });

  test("come back in a tool's arguments, escaped as JSON has to be, and hide what earlier calls were given", async () => {
    const args = (text: string) => JSON.stringify({ to: text });
    upstream.behave = bytes([
      ...[...args('say "hi" to <EMAIL_1>')].map((piece, at) =>
        chunk({
          tool_calls: [
            {
              index: 0,
              ...(at === 0 && { id: "c2", type: "function" }),
              function: { ...(at === 0 && { name: "mail" }), arguments: piece },
            },
          ],
        }),
      ),
      chunk({}, "tool_calls"),
      "data: [DONE]\n\n",
    ]);
    gateway.api = filtered({ action: "REPLACE", patterns: [{ label: "quoted", pattern: 'o"neil' }] }, { origin: upstream.origin });
    const messages = [
      { role: "user" as const, content: "Mail them." },
      {
        role: "assistant" as const,
        content: null,
        tool_calls: [
          { id: "c1", type: "function" as const, function: { name: "mail", arguments: args('line\nanna@example.com, o"neil') } },
        ],
      },
      { role: "tool" as const, tool_call_id: "c1", content: "sent to anna@example.com" },
    ];
    const chunks = await piecesOf(await openai.chat.completions.create({ model: "gpt", messages, stream: true }));
    const written = chunks.map((one) => one.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? "").join("");
    expect(JSON.parse(written)).toEqual({ to: 'say "hi" to anna@example.com' });
    const body = JSON.parse(upstream.seen.at(-1)?.body ?? "");
    expect(JSON.parse(body.messages[1].tool_calls[0].function.arguments)).toEqual({ to: "line\n<EMAIL_1>, <QUOTED_1>" });
    expect(body.messages[2].content).toBe("sent to <EMAIL_1>");
  });

  test("stay placeholders in a provider's error, which goes into logs", async () => {
    upstream.behave = json(400, {
      error: { message: "Cannot read <EMAIL_1> here.", type: "invalid_request_error", param: null, code: null },
    });
    gateway.api = filtered({ action: "REPLACE" }, { origin: upstream.origin });
    const failed = openai.chat.completions.create(chat);
    await expect(failed).rejects.toMatchObject({ status: 400, message: expect.stringContaining("<EMAIL_1>") });
  });

  test("are nowhere in the request's record, and neither are the values: only how many there were", async () => {
    await ASKED[0]?.ask();
    const [record] = await gateway.settled(1);
    expect(record?.detail?.policies).toEqual([
      { policy: "pii-filtering", step: "pii", action: "changed", detail: "EMAIL ×1, PHONE ×1, FINANCIAL_ACCOUNT ×1 in messages.0.content" },
    ]);
    expect(JSON.stringify([gateway.records, gateway.logged])).not.toMatch(/müller|901820|4111|<EMAIL/);
  });
});

test("texts are masked before they are embedded", async () => {
  gateway.api = filtered({}, { model: "text-embedding-3-small" });
  await openai.embeddings.create({ model: "gpt", input: [PROMPT, "Nothing in here."] });
  expect(JSON.parse(sent()).input).toEqual(["Write to [REDACTED], call [REDACTED], pay [REDACTED].", "Nothing in here."]);
});

test("what an answer brings of itself is masked, unless answers are left alone", async () => {
  const answer = {
    choices: [{ index: 0, message: { role: "assistant", content: "Ask bob@example.org." }, finish_reason: "stop" }],
    model: "m",
  };
  upstream.behave = json(200, answer);
  const asked = async (configuration: object) => {
    gateway.api = filtered(configuration, { origin: upstream.origin });
    return (await openai.chat.completions.create({ model: "gpt", messages: [{ role: "user", content: "Whom?" }] })).choices[0]?.message
      .content;
  };
  expect(await asked({})).toBe("Ask [REDACTED].");
  expect(await asked({ skipResponsePayloadFiltering: true })).toBe("Ask bob@example.org.");
});

test("a prompt that is blocked is a BadRequestError to the official client, and no provider hears of it", async () => {
  gateway.api = filtered({ action: "BLOCK" });
  const before = simulator.requests.length;
  const refused = openai.chat.completions.create(chat);
  await expect(refused).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  await expect(refused).rejects.toMatchObject({ status: 400, code: "content_policy_violation", param: "messages.0.content" });
  await expect(refused).rejects.not.toThrow(/müller|901820|4111/);
  expect(simulator.requests.length).toBe(before);
});

async function piecesOf<Piece>(stream: AsyncIterable<Piece>): Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

function chunk(delta: object, finish: string | null = null): string {
  return `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}
