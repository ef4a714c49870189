import { Denial } from "@sluice/wire/denial";
import { encodeMessagesBody } from "../anthropic/encode-request.ts";
import type { ChatCall, UpstreamRequest } from "../chat-adapter.ts";
import { encodeGenerateContent } from "../gemini/encode-request.ts";
import type { Content, Part } from "../gemini/generate-content-body.ts";
import { modelPath } from "./model-path.ts";
import { publisherOf } from "./publisher.ts";
import { refuseRemoteMedia } from "./remote-media.ts";

/** Vertex's only version of Anthropic's wire (https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude). */
const ANTHROPIC_VERSION = "vertex-2023-10-16";

/** Each publisher's own body in Vertex's envelope. */
export function encodeRequest(call: ChatCall): UpstreamRequest | Denial {
  return publisherOf(call) === "anthropic" ? encodeClaude(call) : encodeGemini(call);
}

function encodeGemini(call: ChatCall): UpstreamRequest | Denial {
  const encoded = encodeGenerateContent(call);
  if (encoded instanceof Denial) return encoded;
  const path = modelPath("google", call.model, call.stream ? "streamGenerateContent?alt=sse" : "generateContent");
  const body = { ...encoded.body, contents: encoded.body.contents.map(withoutCallIds) };
  return requestOf(path, { ...encoded, body });
}

/**
 * Google's own API knows calls by ids; Vertex refuses the field ("Unknown name \"id\"", https://github.com/vercel/ai/issues/15664)
 * and pairs results with calls by their order.
 */
function withoutCallIds(content: Content): unknown {
  return { ...content, parts: content.parts.map(withoutCallId) };
}

function withoutCallId(part: Part): unknown {
  if (part.functionCall) return { ...part, functionCall: { ...part.functionCall, id: undefined } };
  return part.functionResponse ? { ...part, functionResponse: { ...part.functionResponse, id: undefined } } : part;
}

/** Vertex has the model in its path, and throughput bought in advance instead of Anthropic's service tiers. */
function encodeClaude(call: ChatCall): UpstreamRequest | Denial {
  const refused = refuseRemoteMedia(call.request);
  if (refused !== null) return refused;
  const encoded = encodeMessagesBody(call);
  if (encoded instanceof Denial) return encoded;
  const { model: _, service_tier: tier, ...rest } = encoded.body;
  const dropped = tier === undefined ? encoded.dropped : [...encoded.dropped, "service_tier"];
  const path = modelPath("anthropic", call.model, call.stream ? "streamRawPredict" : "rawPredict");
  return requestOf(path, { body: { anthropic_version: ANTHROPIC_VERSION, ...rest }, dropped, lost: encoded.lost });
}

interface Encoded extends Pick<UpstreamRequest, "dropped" | "lost"> {
  readonly body: unknown;
}

function requestOf(path: string | null, { body, dropped, lost }: Encoded): UpstreamRequest | Denial {
  if (path === null) return new Denial("invalid_request", "The field model is not the name of a model.", { param: "model" });
  return { method: "POST", path, headers: ["content-type", "application/json"], body: JSON.stringify(body), dropped, lost };
}
