import type { Block, Plan } from "./plan.ts";

/** An answer as `/converse` gives it at once. */
export function converseResource(plan: Plan) {
  return {
    ...metadata(plan),
    output: { message: { role: "assistant", content: plan.blocks.map(blockResource) } },
    stopReason: plan.stopReason,
  };
}

function blockResource(block: Block) {
  switch (block.kind) {
    case "thoughts":
      return { reasoningContent: { reasoningText: { text: block.text, signature: block.signature } } };
    case "text":
      return { text: block.text };
    case "call":
      return { toolUse: { toolUseId: block.id, name: block.name, input: JSON.parse(block.input) } };
  }
}

/** A word takes a model some time: by its tokens, so that it is always the same. */
const MS_PER_TOKEN = 10;

/** Usage and latency: part of an answer, and the last event of a stream. */
export function metadata({ model, tally: { input, read, written, output } }: Plan) {
  const usage = {
    inputTokens: input,
    outputTokens: output,
    totalTokens: input + read + written + output,
    cacheReadInputTokens: read,
    cacheWriteInputTokens: written,
  };
  return { ...(model.behaviour.kind === "usage-none" ? {} : { usage }), metrics: { latencyMs: output * MS_PER_TOKEN } };
}
