import { readChatRequest } from "@sluice/providers/chat/read-chat-request";
import type { ChatAdapter, ChatCall, UpstreamRequest } from "@sluice/providers/chat-adapter";
import { ADAPTERS } from "@sluice/providers/registry";
import { Denial } from "@sluice/wire/denial";
import type { Target } from "../runtime/compiled-api.ts";
import type { EncodedCall } from "./encode-call.ts";
import type { Exchange } from "./exchange.ts";
import type { Call } from "./read-call.ts";

export interface TranslatedChat {
  readonly adapter: ChatAdapter;
  readonly call: ChatCall;
  readonly request: UpstreamRequest;
}

interface Translation {
  readonly call: Call;
  /** With the target's overrides in it. */
  readonly encoded: EncodedCall;
  readonly target: Target;
  readonly exchange: Exchange;
}

/** A chat completion in the words of a provider that does not speak OpenAI, or why it cannot be said there. */
export function translateChat({ call, encoded, target, exchange }: Translation): TranslatedChat | Denial {
  const adapter = ADAPTERS[target.provider].chat;
  if (adapter === null || call.kind !== "chat") return notTranslated(call, target);
  const body = parse(encoded.body);
  if (body instanceof Denial) return body;
  const request = readChatRequest(body);
  if (request instanceof Denial) return request;
  const chat: ChatCall = {
    request,
    model: encoded.model ?? "",
    stream: call.stream,
    id: `chatcmpl-${exchange.id}`,
    createdSeconds: Math.floor(Date.now() / 1000),
    publisher: target.publisher,
  };
  const upstream = adapter.encodeRequest(chat);
  return upstream instanceof Denial ? upstream : { adapter, call: chat, request: upstream };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return new Denial("invalid_json", "The request's body is not valid JSON. Check its quotes, commas and brackets.");
  }
}

const OPERATIONS = {
  chat: "chat completions",
  completions: "completions",
  embeddings: "embeddings",
  responses: "responses",
  other: "this operation",
} as const satisfies Record<Call["kind"], string>;

function notTranslated(call: Call, { provider }: Target): Denial {
  const message = `Models of ${provider} endpoints do not serve ${OPERATIONS[call.kind]} here: this gateway does not translate that to their API.`;
  return new Denial("not_supported_by_provider", message, { param: "model" });
}
