import { bedrockGuardrail } from "./bedrock-guardrail.ts";
import { llmJudge } from "./llm-judge.ts";
import { openAiModeration } from "./openai-moderation.ts";
import type { ResourceKind } from "./resource-kind.ts";
import { textClassification } from "./text-classification.ts";
import { textDetectors } from "./text-detectors.ts";
import { textEmbedding } from "./text-embedding.ts";

/** Every kind of resource that there is, in the order in which they are offered. */
export const RESOURCE_KINDS: readonly ResourceKind[] = [
  textDetectors,
  textClassification,
  openAiModeration,
  bedrockGuardrail,
  llmJudge,
  textEmbedding,
];

export function resourceKind(type: string): ResourceKind | null {
  return RESOURCE_KINDS.find((kind) => kind.type === type) ?? null;
}
