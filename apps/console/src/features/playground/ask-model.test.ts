import { afterEach, describe, expect, test, vi } from "vitest";
import { askModel } from "./ask-model.ts";
import { type Answer, newAnswer } from "./conversation.ts";

afterEach(() => vi.unstubAllGlobals());

const API = { baseUrl: "http://gateway.test/llmtest", credential: "slc_secret" };
const piece = (content: string, finish: string | null = null) =>
  new TextEncoder().encode(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`);

/** Asks with a fetch of the test's own, and gives the answer as it ends. */
async function ask(fetched: typeof fetch, signal = new AbortController().signal): Promise<Answer> {
  vi.stubGlobal("fetch", fetched);
  let clock = 0;
  let answer = newAnswer("a", "m");
  await askModel({ api: API, body: { model: "m" }, signal, now: () => (clock += 10) }, (change) => {
    answer = { ...answer, ...change };
  });
  return answer;
}

function streamed(body: ReadableStream<Uint8Array>): Response {
  return new Response(body, { headers: { "content-type": "text/event-stream", "x-request-id": "req_1" } });
}

describe("askModel", () => {
  test("brings the key to the gateway and nothing else of the browser's, and tells times and the request's id", async () => {
    const sent: RequestInit[] = [];
    const answer = await ask(async (_url, init) => {
      sent.push(init ?? {});
      return streamed(new Blob([piece("Hel"), piece("lo", "stop")]).stream());
    });
    expect(answer).toMatchObject({ state: "done", text: "Hello", requestId: "req_1", problem: null });
    expect(answer.totalMs).toBeGreaterThan(answer.firstTokenMs ?? Number.POSITIVE_INFINITY);
    expect(sent[0]).toMatchObject({ credentials: "omit", referrerPolicy: "no-referrer" });
    expect(new Headers(sent[0]?.headers).get("authorization")).toBe("Bearer slc_secret");
  });

  test("keeps what had come when it is stopped", async () => {
    const controller = new AbortController();
    const answer = await ask(async (_url, init) => {
      const body = new ReadableStream<Uint8Array>({
        start: (stream) => {
          stream.enqueue(piece("Half"));
          init?.signal?.addEventListener("abort", () => stream.error(init.signal?.reason));
          setTimeout(() => controller.abort(), 20);
        },
      });
      return streamed(body);
    }, controller.signal);
    expect(answer).toMatchObject({ state: "stopped", text: "Half", requestId: "req_1", problem: null });
  });

  test("says a refusal in the gateway's words, with when to come back", async () => {
    const error = { message: "All of 1 calls used.", type: "requests", param: null, code: "rate_limit_exceeded" };
    const headers = { "retry-after": "42", "x-request-id": "req_2" };
    const answer = await ask(async () => Response.json({ error }, { status: 429, headers }));
    expect(answer).toMatchObject({ state: "failed", requestId: "req_2" });
    expect(answer.problem).toEqual({ status: 429, code: "rate_limit_exceeded", message: "All of 1 calls used.", retryAfterSeconds: 42 });
  });

  test("tells a gateway that is not there from one that does not let the page read, and from one that pages may not call", async () => {
    const page = (href: string) => vi.stubGlobal("window", { location: new URL(href) });
    const failing = async (_url: unknown, init?: RequestInit) => {
      if (init?.mode === "no-cors") return new Response();
      throw new TypeError("Failed to fetch");
    };
    page("http://console.test:3000/apis");
    expect((await ask(failing)).problem).toMatchObject({
      code: "not_let_in",
      message: expect.stringContaining("http://console.test:3000"),
    });
    const nothing = async () => Promise.reject(new TypeError("Failed to fetch"));
    expect((await ask(nothing)).problem).toMatchObject({ code: "unreachable", message: expect.stringContaining("http://gateway.test") });
    page("https://console.test/apis");
    expect((await ask(failing)).problem).toMatchObject({ code: "mixed_content" });
  });
});
