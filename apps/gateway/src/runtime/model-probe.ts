import { readChatRequest } from "@sluice/providers/chat/read-chat-request";
import type { ChatCall } from "@sluice/providers/chat-adapter";
import { ADAPTERS } from "@sluice/providers/registry";
import { Denial } from "@sluice/wire/denial";
import type { Target } from "./compiled-api.ts";

export interface ModelProbe {
  readonly method: "POST";
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** A handful: some reasoning models refuse less, and the answer is thrown away. */
const PROBE_TOKENS = 16;

/** The smallest question that one model can be asked, in its provider's words: it costs next to nothing, and tells a right address from a wrong one. */
export function modelProbe(model: string, target: Target): ModelProbe | Denial {
  const question = { model, messages: [{ role: "user", content: "Hello" }], max_tokens: target.speaksOpenAi ? 1 : PROBE_TOKENS };
  const adapter = ADAPTERS[target.provider].chat;
  if (!adapter)
    return {
      method: "POST",
      path: "/chat/completions",
      headers: ["accept", "application/json"],
      body: Buffer.from(JSON.stringify(question)),
    };
  const request = readChatRequest(question);
  if (request instanceof Denial) return request;
  const call: ChatCall = { request, model, stream: false, id: "check", createdSeconds: 0, publisher: target.publisher };
  const encoded = adapter.encodeRequest(call);
  if (encoded instanceof Denial) return encoded;
  return { method: "POST", path: encoded.path, headers: withoutContentType(encoded.headers), body: Buffer.from(encoded.body) };
}

/** Whoever sends a body says its type already. */
function withoutContentType(headers: readonly string[]): string[] {
  return headers.filter((_, at) => headers[at - (at % 2)] !== "content-type");
}
