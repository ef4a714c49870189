import { MemoryAnswers } from "../answer-cache/memory-answers.ts";
import { MemoryStore } from "../counters/memory-store.ts";
import type { PolicySources } from "../create-policy.ts";
import { MemoryVectors } from "../semantic-cache/memory-vectors.ts";

/** What policies share, in memory and with nothing behind it. */
export function testSources(change: Partial<PolicySources> = {}): PolicySources {
  const counters = new MemoryStore({ nowMs: change.nowMs ?? Date.now });
  return {
    nowMs: Date.now,
    counters: { exact: counters, local: counters },
    resources: new Map(),
    policies: "none",
    vectors: new MemoryVectors(change.nowMs ?? Date.now),
    answers: new MemoryAnswers(1 << 20, change.nowMs ?? Date.now),
    ...change,
  };
}
