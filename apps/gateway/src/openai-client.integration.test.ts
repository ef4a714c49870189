import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import OpenAI, { toFile } from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { deploySimulated, eventually, PROVIDER_KEY, subscribeTo } from "./testing/deploy-simulated.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";

const MODELS = [
  { name: "gpt-5-mini", aliases: ["fast"] },
  "gpt-4o",
  "text-embedding-3-small",
  "gpt-image-1",
  "whisper-1",
  "omni-moderation-latest",
  "sim-chunks-200-20",
  ...["400", "401", "403", "422", "429", "500", "503"].map((status) => `sim-error-${status}`),
  "sim-cut",
  "sim-error-midstream",
];

let gateway: WholeGateway;
let key: string;
beforeAll(async () => {
  gateway = await startWholeGateway();
  await deploySimulated(gateway, { path: "/open", models: MODELS });
  const { planId } = await deploySimulated(gateway, { path: "/keyed", models: MODELS, security: "API_KEY" });
  ({ key } = await subscribeTo(gateway, planId));
  await eventually("the key works", async () => (await fetch(`${gateway.url}/keyed/models`, { headers: { "x-api-key": key } })).ok);
});
afterAll(() => gateway.close());

/** Nothing but the two settings that every user of the client makes; no retries, so that a test sees the first answer. */
function clientAt(path: string, apiKey = key): OpenAI {
  return new OpenAI({ baseURL: `${gateway.url}${path}`, apiKey, maxRetries: 0 });
}

const say = (words: string) => [{ role: "user", content: `Reply with exactly: ${words}` }] as const;
const CALL = { model: "sim:gpt-5-mini", messages: [...say("pong")] };

describe.each(["/open", "/open/v1", "/keyed", "/keyed/v1"])("the official client at %s", (path) => {
  test("lists models and shows one", async () => {
    const client = clientAt(path);
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toContain("sim:gpt-5-mini");
    expect(await client.models.retrieve("sim:gpt-5-mini")).toMatchObject({ id: "sim:gpt-5-mini", object: "model", owned_by: "sim" });
  });

  test("chats, whole and streamed, by model and by alias", async () => {
    const client = clientAt(path);
    for (const model of ["sim:gpt-5-mini", "sim:fast", "fast"]) {
      const whole = await client.chat.completions.create({ ...CALL, model });
      expect(whole.choices[0]?.message.content).toBe("pong");
      expect(whole.model).toBe("gpt-5-mini-2025-08-07");
      expect(whole.usage?.total_tokens).toBeGreaterThan(0);
    }
    let text = "";
    for await (const chunk of await client.chat.completions.create({ ...CALL, stream: true })) {
      text += chunk.choices[0]?.delta.content ?? "";
      expect(chunk.usage ?? null).toBeNull();
      expect(chunk.choices).toHaveLength(1);
    }
    expect(text).toBe("pong");
    const asked = await client.chat.completions.create({ ...CALL, stream: true, stream_options: { include_usage: true } });
    const usages = (await all(asked)).flatMap(({ usage }) => usage ?? []);
    expect(usages).toHaveLength(1);
    expect(usages[0]?.total_tokens).toBeGreaterThan(0);
  });

  test("embeds, in the base64 that the client asks for by itself and in numbers", async () => {
    const client = clientAt(path);
    const call = { model: "sim:text-embedding-3-small", input: ["tea with milk", "a train to Rome"] };
    const packed = await client.embeddings.create(call);
    expect(gateway.simulator.requests.at(-1)?.body).toContain('"encoding_format":"base64"');
    const plain = await client.embeddings.create({ ...call, encoding_format: "float" });
    expect(packed.data).toHaveLength(2);
    for (const [index, { embedding }] of packed.data.entries()) {
      expect(embedding).toHaveLength(1536);
      expect(Math.abs((embedding[700] ?? 9) - (plain.data[index]?.embedding[700] ?? 0))).toBeLessThan(1e-6);
    }
    expect(packed.usage.total_tokens).toBe(plain.usage.total_tokens);
  });

  test("makes responses, whole and streamed, and fetches and deletes a stored one", async () => {
    const client = clientAt(path);
    const call = { model: "sim:gpt-4o", input: "Reply with exactly: pong" };
    const made = await client.responses.create(call);
    expect(made.output_text).toBe("pong");
    expect((await client.responses.retrieve(made.id)).output_text).toBe("pong");
    await client.responses.delete(made.id);
    await expect(client.responses.retrieve(made.id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    const events = await all(await client.responses.create({ ...call, stream: true }));
    expect(events.flatMap((event) => (event.type === "response.output_text.delta" ? event.delta : [])).join("")).toBe("pong");
    const last = events.at(-1);
    expect(last?.type === "response.completed" && last.response.usage?.output_tokens).toBeGreaterThan(0);
  });

  test("completes, as clients did before chat", async () => {
    const client = clientAt(path);
    const call = { model: "sim:gpt-4o", prompt: "Reply with exactly: pong" };
    expect((await client.completions.create(call)).choices[0]?.text.trim()).toBe("pong");
    const pieces = await all(await client.completions.create({ ...call, stream: true }));
    expect(
      pieces
        .map(({ choices }) => choices[0]?.text ?? "")
        .join("")
        .trim(),
    ).toBe("pong");
  });
});

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

const TOOLS: OpenAI.ChatCompletionTool[] = [
  {
    type: "function",
    function: {
      name: "get_weather",
      description: "The weather in a city",
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    },
  },
  {
    type: "function",
    function: {
      name: "book_table",
      description: "Books a table at a restaurant",
      parameters: { type: "object", properties: { guests: { type: "integer" } }, required: ["guests"] },
    },
  },
];

describe("the official client", () => {
  test.each(["whole", "streamed"])("goes three rounds with tools, %s", async (way) => {
    const client = clientAt("/keyed");
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: "user", content: "Get the weather in Paris, then the weather in Rome, then book a table for 4 guests." },
    ];
    const called: string[] = [];
    for (let round = 0; round < 6; round++) {
      const call = { model: "sim:gpt-4o", messages, tools: TOOLS };
      const answer =
        way === "whole" ? await client.chat.completions.create(call) : await client.chat.completions.stream(call).finalChatCompletion();
      const message = answer.choices[0]?.message;
      if (!message?.tool_calls?.length) {
        expect(message?.content).toBeTruthy();
        break;
      }
      expect(answer.choices[0]?.finish_reason).toBe("tool_calls");
      messages.push(message);
      for (const made of message.tool_calls) {
        if (made.type !== "function") continue;
        called.push(made.function.name);
        expect(JSON.parse(made.function.arguments)).toBeTypeOf("object");
        messages.push({ role: "tool", tool_call_id: made.id, content: JSON.stringify({ ok: true, round }) });
      }
    }
    expect(called).toEqual(["get_weather", "get_weather", "book_table"]);
  });

  test("parses structured output by the caller's schema", async () => {
    const schema = z.object({ city: z.string(), days: z.array(z.object({ high: z.number(), sunny: z.boolean() })) });
    const answer = await clientAt("/keyed").chat.completions.parse({
      model: "sim:gpt-4o",
      messages: [{ role: "user", content: "The forecast for Lyon." }],
      response_format: zodResponseFormat(schema, "forecast"),
    });
    expect(schema.safeParse(answer.choices[0]?.message.parsed).success).toBe(true);
  });

  test("reaches OpenAI's other paths: images, moderations, transcriptions, files", async () => {
    const client = clientAt("/keyed/v1");
    const { data } = await client.images.generate({ model: "sim:gpt-image-1", prompt: "a sluice in the rain" });
    expect(data?.[0]?.b64_json?.length).toBeGreaterThan(20);
    const { results } = await client.moderations.create({ model: "sim:omni-moderation-latest", input: "good morning" });
    expect(results[0]?.flagged).toBe(false);
    const file = await toFile(Buffer.alloc(48_000, 1), "speech.wav");
    // A form, whose model is resolved as any other's.
    for (const model of ["sim:whisper-1", "whisper-1"])
      expect((await client.audio.transcriptions.create({ file, model })).text).toContain("48000 bytes of speech.wav");
    await expect(client.audio.transcriptions.create({ file, model: "sim:whisper-9" })).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    expect((await client.files.list()).data).toEqual([]);
  });

  test("has its WebSocket joined to the provider's", async () => {
    // By ws itself: the client's own speaks wss only.
    const url = `${gateway.url.replace("http", "ws")}/keyed/v1/realtime?model=sim:gpt-4o`;
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${key}` } });
    const text = await new Promise<string>((resolve, reject) => {
      const content = [{ type: "input_text", text: "Reply with exactly: pong" }];
      socket.on("error", reject);
      socket.on("message", (data) => {
        const event = JSON.parse(String(data)) as { type: string; text?: string };
        if (event.type === "session.created") {
          socket.send(JSON.stringify({ type: "conversation.item.create", item: { type: "message", role: "user", content } }));
          socket.send(JSON.stringify({ type: "response.create" }));
        }
        if (event.type === "response.output_text.done") resolve(event.text ?? "");
      });
    });
    socket.close();
    expect(text).toBe("pong");
  });
});

describe("an error reaches the client as the class that it knows", () => {
  test.each([
    [400, OpenAI.BadRequestError, 400],
    [401, OpenAI.InternalServerError, 502],
    [403, OpenAI.InternalServerError, 502],
    [422, OpenAI.UnprocessableEntityError, 422],
    [429, OpenAI.RateLimitError, 429],
    [500, OpenAI.InternalServerError, 502],
    [503, OpenAI.InternalServerError, 503],
  ] as const)("when the provider answers %i", async (status, kind, seen) => {
    for (const stream of [false, true]) {
      const error = await clientAt("/keyed")
        .chat.completions.create({ ...CALL, model: `sim:sim-error-${status}`, stream })
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(kind);
      if (!(error instanceof OpenAI.APIError)) throw error;
      expect(error.status).toBe(seen);
      expect(error.message).not.toContain(PROVIDER_KEY);
      expect(error.requestID).toMatch(/^req_/);
      expect(error.headers?.get("retry-after")).toBe(status === 429 || status === 503 ? "1" : null);
    }
  });

  test("when the gateway itself refuses", async () => {
    const refusal = (client: OpenAI, model = "sim:gpt-4o") =>
      client.chat.completions.create({ ...CALL, model }).catch((error: unknown) => error);
    const unknownKey = await refusal(clientAt("/keyed", "slc_nobody"));
    expect(unknownKey).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(unknownKey).toMatchObject({ status: 401, code: "invalid_api_key" });
    const unknownModel = await refusal(clientAt("/keyed"), "sim:gpt-5-mino");
    expect(unknownModel).toBeInstanceOf(OpenAI.NotFoundError);
    expect(unknownModel).toMatchObject({ code: "model_not_found", message: expect.stringContaining("sim:gpt-5-mini") });
    expect(await refusal(clientAt("/nowhere"))).toBeInstanceOf(OpenAI.NotFoundError);
  });

  test("when the provider fails in the middle of a stream", async () => {
    for (const model of ["sim:sim-error-midstream", "sim:sim-cut"]) {
      const stream = await clientAt("/keyed").chat.completions.create({ ...CALL, model, stream: true });
      await expect(all(stream)).rejects.toBeInstanceOf(OpenAI.APIError);
    }
  });
});

test("a client that stops listening stops the provider", async () => {
  const left = watchLeft("/v1/chat/completions");
  const stream = await clientAt("/keyed").chat.completions.create({ ...CALL, model: "sim:sim-chunks-200-20", stream: true });
  let seen = 0;
  for await (const _ of stream) if (++seen === 3) break;
  const tookMs = await eventually("the simulator sees its caller leave", () => left.count === 1);
  left.stop();
  console.log(`aborted → the provider's connection is closed: ${tookMs.toFixed(0)} ms`);
  expect(tookMs).toBeLessThan(1_000);
});

/** Counts answers of the simulator, which runs in this process, that were closed before they were whole. */
function watchLeft(url: string) {
  const watch = { count: 0, stop: () => unsubscribe("http.server.request.start", onRequest) };
  function onRequest(message: unknown): void {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (request.url !== url) return;
    response.once("close", () => {
      if (!response.writableFinished) watch.count++;
    });
  }
  subscribe("http.server.request.start", onRequest);
  return watch;
}

test("the consumer's key never went upstream, and the provider's always did", () => {
  const { requests } = gateway.simulator;
  expect(requests.length).toBeGreaterThan(50);
  for (const { headers, body, url } of requests) {
    expect(JSON.stringify([headers, body, url])).not.toContain(key);
    expect(headers.authorization).toBe(`Bearer ${PROVIDER_KEY}`);
  }
  expect(gateway.output.join("\n")).not.toMatch(new RegExp(`${key}|${PROVIDER_KEY}`));
  expect(gateway.alive()).toBe(true);
});
