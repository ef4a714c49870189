import { type Fields, isObject } from "@sluice/definition/json";
import { readChatRequest } from "@sluice/providers/chat/read-chat-request";
import type { ChatAdapter, ChatCall, UpstreamRequest } from "@sluice/providers/chat-adapter";
import type { AnswerContext, ChatBody, InboundFormat } from "@sluice/providers/inbound-format";
import { chatAdapterFor } from "@sluice/providers/registry";
import { Denial } from "@sluice/wire/denial";
import type { Target } from "../runtime/compiled-api.ts";
import { encodeCall, modelFor } from "./encode-call.ts";
import type { Exchange } from "./exchange.ts";
import type { Call } from "./read-call.ts";

export interface TranslatedChat {
  readonly adapter: ChatAdapter;
  /** Of the caller's own API. */
  readonly kind: Call["kind"];
  readonly call: ChatCall;
  readonly request: UpstreamRequest;
  /** What the caller's own API has said that a chat, or the provider, has no word for. */
  readonly dropped: readonly string[];
  /** Writes the answer in the caller's words. */
  readonly format: InboundFormat;
  readonly context: AnswerContext;
}

interface Translation {
  readonly call: Call;
  readonly target: Target;
  /** For targets that have no model of their own. */
  readonly sent: string | null;
  readonly exchange: Exchange;
}

/** A call as a chat completion in the words of a provider that does not speak the caller's language, or why it cannot be said there. */
export function translateChat({ call, target, sent, exchange }: Translation): TranslatedChat | Denial {
  const adapter = chatAdapterFor(target.provider);
  if (adapter === null || !TRANSLATED.has(call.kind)) return notTranslated(call, target);
  const { format } = exchange;
  const given = parse(call.kind === "chat" ? encodeCall(call, { target, sent, demandUsage: false, isLast: false }).body : call.body);
  if (given instanceof Denial) return given;
  const chat = call.kind === "chat" ? { body: given, dropped: NONE } : withOverrides(format.encodeChat(given), target);
  if (chat instanceof Denial) return chat;
  const request = readChatRequest(chat.body);
  if (request instanceof Denial) return request;
  const createdSeconds = Math.floor(Date.now() / 1000);
  const model = modelFor(call, target, sent) ?? "";
  const { publisher } = target;
  const asked: ChatCall = { request, model, stream: call.stream, id: `chatcmpl-${exchange.id}`, createdSeconds, publisher };
  const upstream = adapter.encodeRequest(asked);
  if (upstream instanceof Denial) return upstream;
  const context: AnswerContext = { requestId: exchange.id, createdSeconds, body: given, showUsage: call.includeUsage };
  const dropped = chat.dropped.length === 0 ? upstream.dropped : [...new Set([...chat.dropped, ...upstream.dropped])];
  return { adapter, kind: call.kind, call: asked, request: upstream, dropped, format, context };
}

const NONE: readonly string[] = [];

/** Overrides are spelled as a chat's parameters: they go over what the caller's own API has become. */
function withOverrides(chat: ChatBody | Denial, { overrides }: Target): ChatBody | Denial {
  if (chat instanceof Denial || overrides === null) return chat;
  const body: Record<string, unknown> = { ...chat.body };
  for (const [name, json] of overrides) if (name !== "model" && name !== "stream") body[name] = JSON.parse(json);
  return { ...chat, body };
}

function parse(body: Buffer): Fields | Denial {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    if (isObject(parsed)) return parsed;
  } catch {
    // Said below.
  }
  return new Denial("invalid_json", "The request's body is not valid JSON. Check its quotes, commas and brackets.");
}

const TRANSLATED: ReadonlySet<Call["kind"]> = new Set(["chat", "messages", "responses"]);

const OPERATIONS = {
  chat: "chat completions",
  completions: "completions",
  embeddings: "embeddings",
  responses: "responses",
  messages: "messages",
  count: "token counts",
  other: "this operation",
} as const satisfies Record<Call["kind"], string>;

function notTranslated(call: Call, { provider }: Target): Denial {
  const message = `Models of ${provider} endpoints do not serve ${OPERATIONS[call.kind]} here: this gateway does not translate that to their API.`;
  return new Denial("not_supported_by_provider", message, { param: "model" });
}
