import type { ChatAdapter, UpstreamRequest } from "@sluice/providers/chat-adapter";
import { readEmbeddingsRequest } from "@sluice/providers/embeddings/read-embeddings-request";
import type { EmbeddingsAdapter, EmbeddingsCall } from "@sluice/providers/embeddings-adapter";
import { ADAPTERS } from "@sluice/providers/registry";
import { Denial } from "@sluice/wire/denial";
import type { Target } from "../runtime/compiled-api.ts";
import type { EncodedCall } from "./encode-call.ts";

/** One request of a call's several: providers take a number of texts at once, some of them a single one. */
export interface EmbeddingsPart {
  readonly call: EmbeddingsCall;
  readonly request: UpstreamRequest;
}

export interface TranslatedEmbeddings {
  readonly adapter: EmbeddingsAdapter;
  readonly decodeError: ChatAdapter["decodeError"];
  /** In the order of the inputs. */
  readonly parts: readonly [EmbeddingsPart, ...EmbeddingsPart[]];
}

/** An embeddings call in the words of a provider that does not speak OpenAI, or why it cannot be said there. */
export function translateEmbeddings(encoded: EncodedCall, target: Target): TranslatedEmbeddings | Denial {
  const { embeddings: adapter, chat } = ADAPTERS[target.provider];
  if (adapter === null || chat === null) return noEmbeddings(target);
  const body = parse(encoded.body);
  if (body instanceof Denial) return body;
  const request = readEmbeddingsRequest(body);
  if (request instanceof Denial) return request;
  const call: EmbeddingsCall = { request, model: encoded.model ?? "", publisher: target.publisher };
  const parts: EmbeddingsPart[] = [];
  for (const part of adapter.splitCall?.(call) ?? [call]) {
    const upstream = adapter.encodeRequest(part);
    if (upstream instanceof Denial) return upstream;
    parts.push({ call: part, request: upstream });
  }
  const [first, ...others] = parts;
  if (first === undefined) return new Denial("invalid_request", "The field input is empty.", { param: "input" });
  return { adapter, decodeError: chat.decodeError, parts: [first, ...others] };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return new Denial("invalid_json", "The request's body is not valid JSON. Check its quotes, commas and brackets.");
  }
}

function noEmbeddings({ provider }: Target): Denial {
  const message = `Models of ${provider} endpoints make no embeddings. Choose a model for embeddings.`;
  return new Denial("not_supported_by_provider", message, { param: "model" });
}
