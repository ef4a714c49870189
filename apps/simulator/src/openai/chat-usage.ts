import type { Tally } from "./chat-plan.ts";

/** OpenAI's `usage` of a chat: cached tokens are part of the prompt, reasoning is part of the completion. */
export function chatUsage({ prompt, cached, completion, reasoning }: Tally) {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

/** OpenAI names the build of its servers here. */
export const SYSTEM_FINGERPRINT = "fp_simulator";
