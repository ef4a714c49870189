import type { AnswerStore } from "@sluice/policies/answer-cache/answer-store";
import { MemoryAnswers } from "@sluice/policies/answer-cache/memory-answers";
import { RedisAnswers } from "@sluice/policies/answer-cache/redis-answers";

/** In one gateway's memory: some ten thousand answers of a page. In Redis its own bound counts. */
const MOST_BYTES = 64 << 20;

/** The answers that caches keep: shared by all gateways where they share Redis. */
export function startAnswers(redisUrl: string | null): { readonly answers: AnswerStore; stop(): void } {
  if (redisUrl === null) return { answers: new MemoryAnswers(MOST_BYTES, Date.now), stop: () => {} };
  const answers = new RedisAnswers(redisUrl);
  return { answers, stop: () => answers.stop() };
}
