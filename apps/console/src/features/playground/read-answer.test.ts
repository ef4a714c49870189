import { describe, expect, test } from "vitest";
import { type Read, readStream, readWhole } from "./read-answer.ts";

const chunk = (delta: object, finish: string | null = null) => ({
  model: "gpt-5-mini-2025",
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const USAGE = {
  prompt_tokens: 12,
  completion_tokens: 9,
  total_tokens: 21,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens_details: { reasoning_tokens: 3 },
};
const EVENTS = [
  chunk({ role: "assistant", content: "" }),
  chunk({ reasoning_content: "Hm." }),
  chunk({ content: "Grüße, 世界 " }),
  chunk({ content: "👋🏽" }),
  chunk({ tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "get_weather", arguments: "" } }] }),
  chunk({
    tool_calls: [{ index: 1, id: "call_2", function: { name: "get_time", arguments: "{}" }, extra_content: { google: { s: "x" } } }],
  }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: '"Rome"}' } }], extra_content: { anthropic: { t: 1 } } }, "tool_calls"),
  { model: "", choices: [], usage: USAGE },
];
const WHOLE: Read = {
  text: "Grüße, 世界 👋🏽",
  reasoning: "Hm.",
  refusal: "",
  toolCalls: [
    { id: "call_1", name: "get_weather", arguments: '{"city":"Rome"}', extra: null },
    { id: "call_2", name: "get_time", arguments: "{}", extra: { google: { s: "x" } } },
  ],
  extra: { anthropic: { t: 1 } },
  finishReason: "tool_calls",
  modelAnswered: "gpt-5-mini-2025",
  usage: { promptTokens: 12, completionTokens: 9, cachedTokens: 4, reasoningTokens: 3 },
  problem: null,
};

const write = (events: readonly object[], lineEnd = "\n") =>
  `: a comment${lineEnd}${lineEnd}${events.map((event) => `data: ${JSON.stringify(event)}${lineEnd}${lineEnd}`).join("")}`;

/** The bytes cut at these places, one piece a read. */
function streamOf(text: string, cuts: readonly number[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text);
  const edges = [0, ...new Set(cuts.map((cut) => cut % bytes.length))].sort((one, other) => one - other);
  return new ReadableStream({
    start(controller) {
      for (const [at, from] of edges.entries()) controller.enqueue(bytes.slice(from, edges[at + 1]));
      controller.close();
    },
  });
}

async function readAll(text: string, cuts: readonly number[] = []): Promise<readonly Read[]> {
  const reads: Read[] = [];
  await readStream(streamOf(text, cuts), (read) => void reads.push(read));
  return reads;
}

describe("readStream", () => {
  test("comes to the same answer however the bytes are cut", async () => {
    // A small generator of our own, so that what fails fails again.
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed;
    };
    for (let round = 0; round < 200; round++) {
      const text = `${write(EVENTS, round % 2 === 0 ? "\n" : "\r\n")}data: [DONE]\n\n`;
      const cuts = Array.from({ length: 1 + (random() % 40) }, random);
      const reads = await readAll(text, cuts);
      expect(reads.at(-1), `cut at ${cuts}`).toEqual(WHOLE);
      expect(reads).toHaveLength(EVENTS.length);
    }
  });

  test("tells an error event in the gateway's words, and reads no further", async () => {
    const error = { error: { message: "The provider broke off.", type: "api_error", param: null, code: "upstream_error" } };
    const reads = await readAll(write([chunk({ content: "Half" }), error, chunk({ content: " more" })]));
    expect(reads.at(-1)).toMatchObject({ text: "Half", problem: { code: "upstream_error", message: "The provider broke off." } });
  });

  test("says so when a stream ends before its answer, and not when only the last word is missing", async () => {
    const cut = await readAll(write([chunk({ content: "Half" })]));
    expect(cut.at(-1)).toMatchObject({ text: "Half", problem: { message: "The stream ended before the answer did." } });
    const whole = await readAll(write([chunk({ content: "All" }, "stop")]));
    expect(whole.at(-1)).toMatchObject({ text: "All", problem: null });
  });

  test("says so when an event is no JSON or no completion", async () => {
    expect((await readAll("data: {oops\n\n")).at(-1)?.problem?.message).toMatch(/not JSON/);
    expect((await readAll('data: {"choices": 7}\n\n')).at(-1)?.problem?.message).toMatch(/no chat completion/);
  });
});

test("readWhole reads an answer that was not streamed, calls without a place among them", () => {
  const call = (id: string) => ({ id, type: "function", function: { name: "get_time", arguments: "{}" } });
  const message = { role: "assistant", content: null, tool_calls: [call("call_1"), call("call_2")] };
  const read = readWhole(JSON.stringify({ model: "m", choices: [{ index: 0, message, finish_reason: "tool_calls" }], usage: USAGE }));
  expect(read.toolCalls.map(({ id, name }) => [id, name])).toEqual([
    ["call_1", "get_time"],
    ["call_2", "get_time"],
  ]);
  expect(read).toMatchObject({ text: "", finishReason: "tool_calls", usage: WHOLE.usage, problem: null });
});
