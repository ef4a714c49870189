import type { ChatRequest } from "../chat/chat-request.ts";
import type { ClaudeFeatures } from "./model-features.ts";

/** Anthropic's temperatures end where OpenAI's are half way. */
const HIGHEST_TEMPERATURE = 1;
/** The least top_p that goes with thinking. */
const LEAST_THINKING_TOP_P = 0.95;

export interface EncodedSampling {
  readonly fields: { temperature?: number; top_p?: number; top_k?: number };
  readonly dropped: readonly string[];
  readonly lost: readonly string[];
}

/**
 * Temperature, top_p and top_k within what the model takes. Both APIs mean the same by a temperature up to 1, so it is passed
 * as it is and a higher one becomes 1: halving the whole range would change what every client asks for.
 */
export function encodeSampling(request: ChatRequest, features: ClaudeFeatures, thinks: boolean): EncodedSampling {
  const { temperature, topP, topK } = request;
  const dropped: string[] = [];
  const lost: string[] = [];
  const fields: { temperature?: number; top_p?: number; top_k?: number } = {};
  const free = features.sampling !== "none" && !thinks;
  if (temperature !== null) {
    if (free) fields.temperature = Math.min(temperature, HIGHEST_TEMPERATURE);
    else if (temperature !== HIGHEST_TEMPERATURE) dropped.push("temperature");
    if (free && temperature > HIGHEST_TEMPERATURE)
      lost.push(`temperature: ${temperature} became ${HIGHEST_TEMPERATURE}, the provider's highest`);
  }
  if (topP !== null && topP !== 1) {
    const clashes = features.sampling === "one" && fields.temperature !== undefined && fields.temperature !== HIGHEST_TEMPERATURE;
    if (features.sampling === "none" || clashes || (thinks && topP < LEAST_THINKING_TOP_P)) dropped.push("top_p");
    else fields.top_p = topP;
    if (features.sampling === "one" && fields.top_p !== undefined) delete fields.temperature;
  }
  if (topK !== null) {
    if (free) fields.top_k = topK;
    else dropped.push("top_k");
  }
  return { fields, dropped, lost };
}
