import type { Denial } from "@sluice/wire/denial";
import type { ChatRequest } from "../chat/chat-request.ts";
import { unsupportedParameter } from "../chat/parameters.ts";
import type { GenerationConfig } from "./generate-content-body.ts";

/** Google's limits for one request. */
const MOST_STOP_SEQUENCES = 5;
const MOST_CANDIDATES = 8;
/** Google's penalties end before 2, where OpenAI's end with it. */
const HIGHEST_PENALTY = 1.999;

/** Everything about how tokens are drawn and where the answer ends. */
export function encodeSampling(request: ChatRequest): GenerationConfig | Denial {
  const { temperature, topP, topK, maxTokens, stop, seed, n, presencePenalty, frequencyPenalty } = request;
  if (stop.length > MOST_STOP_SEQUENCES)
    return unsupportedParameter("stop", `this model's provider takes ${MOST_STOP_SEQUENCES} stop sequences at most`);
  if (n > MOST_CANDIDATES) return unsupportedParameter("n", `this model's provider gives ${MOST_CANDIDATES} answers at most`);
  const modalities = modalitiesOf(request);
  if (modalities === null) return unsupportedParameter("modalities", "this model's provider answers in text and images only");
  return {
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { topP }),
    // OpenAI's friends say 0 for "no limit".
    ...(topK !== null && topK > 0 && { topK }),
    ...(maxTokens !== null && { maxOutputTokens: maxTokens }),
    ...(stop.length > 0 && { stopSequences: stop }),
    ...(seed !== null && { seed: Number(BigInt.asIntN(SEED_BITS, BigInt(seed))) }),
    ...(n > 1 && { candidateCount: n }),
    ...(presencePenalty !== null && { presencePenalty: Math.min(presencePenalty, HIGHEST_PENALTY) }),
    ...(frequencyPenalty !== null && { frequencyPenalty: Math.min(frequencyPenalty, HIGHEST_PENALTY) }),
    ...logprobsOf(request),
    ...(modalities.length > 0 && { responseModalities: modalities }),
  };
}

/** Google's seeds have 32 bits. The same long seed always gives the same short one, which is all that a seed is for. */
const SEED_BITS = 32;

function logprobsOf({ logprobs, topLogprobs }: ChatRequest): Pick<GenerationConfig, "responseLogprobs" | "logprobs"> {
  if (!logprobs) return {};
  return { responseLogprobs: true, ...(topLogprobs !== null && topLogprobs > 0 && { logprobs: topLogprobs }) };
}

/** `modalities: ["text", "image"]`, as other gateways' clients ask for drawn images. Null when something else is asked for. */
function modalitiesOf({ given }: ChatRequest): readonly string[] | null {
  const { modalities } = given;
  if (!Array.isArray(modalities)) return modalities === undefined ? [] : null;
  if (!modalities.every((modality) => modality === "text" || modality === "image")) return null;
  return modalities.includes("image") ? modalities.map((modality) => String(modality).toUpperCase()) : [];
}
