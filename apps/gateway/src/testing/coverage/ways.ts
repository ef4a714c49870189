import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { PathKind } from "@sluice/definition/policies/coverage";
import { WebSocket } from "ws";
import type { Target } from "../../runtime/compiled-api.ts";
import { claude, gemini } from "../provider-targets.ts";
import { KEY, target } from "../start-test-gateway.ts";

/** One way to ask an API something: a path, whole or streamed, of a provider that takes the call as it is or of one that does not. */
export interface Way {
  readonly path: PathKind;
  readonly streamed: boolean;
  readonly wire: "native" | "translated";
  /** Whether a provider hears of it. */
  readonly asks: boolean;
  readonly target: (origin: string) => Target;
  readonly send: (url: string, prompt: string) => Promise<Answered>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const AUTHORISED = { authorization: `Bearer ${KEY}` };

function posts(path: string, body: (prompt: string) => object): Way["send"] {
  return (url, prompt) =>
    read(
      fetch(url + path, {
        method: "POST",
        headers: { ...AUTHORISED, "content-type": "application/json" },
        body: JSON.stringify({ model: "gpt", ...body(prompt) }),
      }),
    );
}

async function read(asked: Promise<Response>): Promise<Answered> {
  const res = await asked;
  return { status: res.status, headers: res.headers, text: await res.text() };
}

function posted(path: string, stream: boolean): Way["send"] {
  return (url, prompt) => {
    const body = new FormData();
    body.append("file", new File(["RIFF"], "a.wav"));
    body.append("prompt", prompt);
    body.append("model", "gpt");
    body.append("stream", String(stream));
    return read(fetch(url + path, { method: "POST", headers: AUTHORISED, body }));
  };
}

async function openSocket(url: string): Promise<Answered> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/realtime?model=gpt`, { headers: AUTHORISED });
  const heads = once(socket, "upgrade") as Promise<[IncomingMessage]>;
  const refused = once(socket, "unexpected-response") as Promise<[unknown, IncomingMessage]>;
  const [res, text] = await Promise.race([
    heads.then(async ([res]) => [res, ""] as const),
    refused.then(async ([, res]) => [res, (await res.setEncoding("utf8").toArray()).join("")] as const),
  ]);
  if (res.statusCode === 101) {
    socket.close();
    await once(socket, "close");
  }
  const headers = new Headers(Object.entries(res.headers).map(([name, value]): [string, string] => [name, String(value)]));
  return { status: res.statusCode ?? 0, headers, text };
}

const chat = (prompt: string) => ({ messages: [{ role: "user", content: prompt }] });
const message = (prompt: string) => ({ max_tokens: 50, ...chat(prompt) });
const input = (prompt: string) => ({ input: prompt });
const priced = (own: Target): Target => ({ ...own, model: { ...(own.model ?? NO_MODEL), inputPrice: 1, outputPrice: 2 } });
const NO_MODEL = { name: "gpt", aliases: [], parametersOverride: {} };
const native = { wire: "native", target } as const;
const byClaude = { wire: "translated", target: (origin: string) => priced(claude(origin)) } as const;

const WHOLE_OR_STREAMED: readonly Way[] = [false, true].flatMap((streamed): readonly Way[] => {
  const as = { streamed, asks: true } as const;
  const stream = streamed ? { stream: true } : {};
  const asking = (path: string, body: (prompt: string) => object) => posts(path, (prompt) => ({ ...body(prompt), ...stream }));
  return [
    { path: "chat", ...as, ...native, send: asking("/chat/completions", chat) },
    { path: "chat", ...as, ...byClaude, send: asking("/chat/completions", chat) },
    { path: "completions", ...as, ...native, send: asking("/completions", (prompt) => ({ prompt })) },
    { path: "responses", ...as, ...native, send: asking("/responses", input) },
    { path: "responses", ...as, ...byClaude, send: asking("/responses", input) },
    { path: "messages", ...as, ...byClaude, wire: "native", send: asking("/v1/messages", message) },
    { path: "messages", ...as, ...native, wire: "translated", send: asking("/v1/messages", message) },
    { path: "json", ...as, ...native, send: asking("/images/generations", (prompt) => ({ prompt })) },
    {
      path: "json",
      ...as,
      ...native,
      send: asking("/threads/thread_1/runs", (prompt) => ({ additional_messages: [{ content: prompt }] })),
    },
    { path: "forms", ...as, ...native, send: posted("/audio/transcriptions", streamed) },
  ];
});

/** All of them. Completions are for providers that take them as they are, and so are OpenAI's other paths. */
export const WAYS: readonly Way[] = [
  ...WHOLE_OR_STREAMED,
  ...(
    [
      { path: "count_tokens", ...byClaude, wire: "native", asks: true, send: posts("/v1/messages/count_tokens", message) },
      { path: "count_tokens", ...native, wire: "translated", asks: false, send: posts("/v1/messages/count_tokens", message) },
      { path: "embeddings", ...native, asks: true, send: posts("/embeddings", input) },
      {
        path: "embeddings",
        wire: "translated",
        asks: true,
        target: (origin) => priced(gemini(origin)),
        send: posts("/embeddings", input),
      },
      { path: "models", ...native, asks: false, send: (url) => read(fetch(`${url}/models`, { headers: AUTHORISED })) },
      {
        path: "uploads",
        ...native,
        asks: true,
        send: (url, prompt) => read(fetch(`${url}/files`, { method: "POST", headers: AUTHORISED, body: prompt })),
      },
      { path: "downloads", ...native, asks: true, send: (url) => read(fetch(`${url}/files/file-1/content`, { headers: AUTHORISED })) },
      {
        path: "downloads",
        ...native,
        asks: true,
        send: (url) => read(fetch(`${url}/chat/completions/chatcmpl-1`, { headers: AUTHORISED })),
      },
      { path: "realtime", ...native, asks: true, send: openSocket },
      {
        path: "realtime",
        ...native,
        asks: true,
        send: posts("/realtime/client_secrets", (prompt) => ({ session: { instructions: prompt } })),
      },
    ] as const satisfies readonly Omit<Way, "streamed">[]
  ).map((way) => ({ ...way, streamed: false })),
];
