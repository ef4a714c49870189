import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSimulator, type Simulator } from "../simulator.ts";

let simulator: Simulator;
let client: OpenAI;

beforeAll(async () => {
  simulator = await createSimulator();
  client = new OpenAI({ baseURL: `${simulator.url}/v1`, apiKey: "a-key", maxRetries: 0 });
});
afterAll(() => simulator.close());

const messages = [{ role: "user", content: "Tell me about whales" }] as const;
const chat = (model: string) => client.chat.completions.create({ model, messages: [...messages] });
const stream = (model: string) =>
  client.chat.completions.create({ model, messages: [...messages], stream: true, stream_options: { include_usage: true } });
const raw = (body: unknown, init: RequestInit = {}) =>
  fetch(`${simulator.url}/v1/chat/completions`, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), ...init });

test.each([
  [400, OpenAI.BadRequestError],
  [401, OpenAI.AuthenticationError],
  [403, OpenAI.PermissionDeniedError],
  [404, OpenAI.NotFoundError],
  [409, OpenAI.ConflictError],
  [422, OpenAI.UnprocessableEntityError],
  [429, OpenAI.RateLimitError],
  [500, OpenAI.InternalServerError],
  [503, OpenAI.InternalServerError],
] as const)("sim-error-%i becomes the client's own error", async (status, kind) => {
  const error = await chat(`sim-error-${status}`).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(kind);
  expect(error).toMatchObject({ status, requestID: expect.stringMatching(/^req_/) });
});

test("429 and 503 say when to come back; a spent quota does not", async () => {
  const retryAfter = async (model: string) => (await raw({ model, messages })).headers.get("retry-after");
  expect(await retryAfter("sim-error-429")).toBe("1");
  expect(await retryAfter("sim-error-503")).toBe("1");
  expect(await retryAfter("sim-quota")).toBeNull();
  await expect(chat("sim-quota")).rejects.toMatchObject({ status: 429, code: "insufficient_quota" });
});

test("asks for a key only where told to, and never repeats one", async () => {
  await expect(chat("sim-key-required")).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
  expect((await raw({ model: "sim-key-required", messages })).status).toBe(401);
  expect((await raw({ model: "sim-key-required", messages }, { headers: { authorization: "Bearer sk-good" } })).status).toBe(200);
  const refused = await raw({ model: "gpt-4o", messages }, { headers: { authorization: "Bearer sk-invalid-0123456789" } });
  expect(refused.status).toBe(401);
  expect(await refused.text()).not.toContain("sk-invalid-0123456789");
});

test.each<[string, string, number, string | null]>([
  ["no JSON", "{no", 400, null],
  ["a list", "[]", 400, null],
  ["no model", "{}", 400, null],
  ["an unknown model", '{"model":"gpt-9"}', 404, "model_not_found"],
  ["a model that does not chat", '{"model":"whisper-1"}', 404, null],
])("refuses %s in OpenAI's envelope", async (_name, body, ...[status, code]) => {
  const response = await raw(body);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({
    error: { message: expect.any(String), type: "invalid_request_error", param: body.includes("whisper") ? "model" : null, code },
  });
  expect(response.headers.get("x-request-id")).toMatch(/^req_/);
});

test("refuses unknown paths, other methods and huge bodies", async () => {
  const status = async (path: string, init: RequestInit) => (await fetch(`${simulator.url}${path}`, init)).status;
  expect(await status("/v1/nothing", { method: "POST" })).toBe(404);
  expect(await status("/v1/chat/completions", { method: "PUT" })).toBe(405);
  expect(await status("/v1/chat/completions", { method: "POST", body: new Uint8Array(33 * 1024 * 1024) })).toBe(413);
});

test("sim-slow is late by its name", async () => {
  const began = performance.now();
  await chat("sim-slow-120");
  expect(performance.now() - began).toBeGreaterThanOrEqual(115);
});

test("sim-hang never answers, and lets go of a client that leaves", async () => {
  await expect(raw({ model: "sim-hang", messages }, { signal: AbortSignal.timeout(150) })).rejects.toThrow("timeout");
});

test("sim-cut breaks off in the middle, streamed and not", async () => {
  const chunks: unknown[] = [];
  const reading = (async () => {
    for await (const chunk of await stream("sim-cut")) chunks.push(chunk);
  })();
  await expect(reading).rejects.toThrow();
  expect(chunks.length).toBeGreaterThan(1);
  await expect(raw({ model: "sim-cut", messages }).then((response) => response.text())).rejects.toThrow();
});

test("sim-stall goes silent in the middle", async () => {
  const response = await raw({ model: "sim-stall", stream: true, messages }, { signal: AbortSignal.timeout(300) });
  const reader = response.body?.getReader();
  const reading = (async () => {
    let text = "";
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) text += Buffer.from(piece.value).toString();
    return text;
  })();
  await expect(reading).rejects.toThrow("timeout");
});

test("sim-error-midstream says an error after some words, and ends; not streamed, it is a 500", async () => {
  const reading = stream("sim-error-midstream").then((chunks) => Array.fromAsync(chunks));
  await expect(reading).rejects.toThrow("The server had an error");
  await expect(chat("sim-error-midstream")).rejects.toMatchObject({ status: 500 });
  const events = client.responses.create({ model: "sim-error-midstream", input: "Tell me", stream: true });
  await expect(events.then((all) => Array.fromAsync(all))).rejects.toThrow("The server had an error");
});

test("sim-bad-json sends what nobody can parse", async () => {
  const body = await (await raw({ model: "sim-bad-json", messages })).text();
  expect(() => JSON.parse(body)).toThrow();
  await expect(stream("sim-bad-json").then((chunks) => Array.fromAsync(chunks))).rejects.toThrow();
});

test("sim-usage-none never tells, sim-usage-every always does", async () => {
  expect((await chat("sim-usage-none")).usage).toBeUndefined();
  const silent = await Array.fromAsync(await stream("sim-usage-none"));
  expect(silent.every((chunk) => !chunk.usage)).toBe(true);
  const every = await Array.fromAsync(await stream("sim-usage-every"));
  expect(every.every((chunk) => chunk.usage)).toBe(true);
  const completion = every.map((chunk) => chunk.usage?.completion_tokens ?? 0);
  expect(completion).toEqual(completion.toSorted((left, right) => left - right));
  expect(completion.at(-1)).toBe((await chat("sim-usage-every")).usage?.completion_tokens);
});

test("sim-chunks sends as many pieces as its name says, as far apart", async () => {
  const began = performance.now();
  const chunks = await Array.fromAsync(await stream("sim-chunks-5-20"));
  expect(chunks.filter((chunk) => chunk.choices[0]?.delta.content)).toHaveLength(5);
  expect(performance.now() - began).toBeGreaterThanOrEqual(95);
});

test("a client that aborts a stream leaves nothing behind: the simulator closes at once", async () => {
  const own = await createSimulator();
  const theirs = new OpenAI({ baseURL: `${own.url}/v1`, apiKey: "x", maxRetries: 0 });
  const chunks = await theirs.chat.completions.create({ model: "sim-chunks-1000-50", messages: [...messages], stream: true });
  let seen = 0;
  for await (const _chunk of chunks) {
    seen += 1;
    if (seen === 3) break;
  }
  expect(seen).toBe(3);
  const began = performance.now();
  await own.close(5000);
  expect(performance.now() - began).toBeLessThan(2000);
});
