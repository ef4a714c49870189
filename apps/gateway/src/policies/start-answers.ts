import type { AnswerStore } from "@sluice/policies/answer-cache/answer-store";
import { MemoryAnswers } from "@sluice/policies/answer-cache/memory-answers";
import { RedisAnswers } from "@sluice/policies/answer-cache/redis-answers";
import { MemoryVectors } from "@sluice/policies/semantic-cache/memory-vectors";
import { RedisVectors } from "@sluice/policies/semantic-cache/redis-vectors";
import type { VectorStore } from "@sluice/policies/semantic-cache/vector-store";

/** In one gateway's memory: some ten thousand answers of a page. In Redis its own bound counts. */
const MOST_BYTES = 64 << 20;

export interface RunningAnswers {
  readonly answers: AnswerStore;
  readonly vectors: VectorStore;
  stop(): void;
}

/** The answers that caches keep: shared by all gateways where they share Redis. */
export function startAnswers(redisUrl: string | null): RunningAnswers {
  if (redisUrl === null) return { answers: new MemoryAnswers(MOST_BYTES, Date.now), vectors: new MemoryVectors(Date.now), stop: () => {} };
  const [answers, vectors] = [new RedisAnswers(redisUrl), new RedisVectors(redisUrl)];
  return {
    answers,
    vectors,
    stop() {
      answers.stop();
      vectors.stop();
    },
  };
}
