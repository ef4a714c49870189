import { isObject, type Json, numberOrNull, textsIn } from "../json.ts";
import { type Composition, compose } from "../mind/compose.ts";
import { signThoughts } from "../mind/signature.ts";
import type { World } from "../world.ts";
import { cachePrefixes } from "./cache-points.ts";
import { conversationOf } from "./conversation.ts";
import type { BedrockModel } from "./models.ts";

export type Block =
  | { readonly kind: "thoughts"; readonly text: string; readonly signature: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "call"; readonly id: string; readonly name: string; readonly input: string };

/** Tokens in disjoint buckets; thoughts are part of the output, and not told apart. */
export interface Tally {
  readonly input: number;
  readonly read: number;
  readonly written: number;
  readonly output: number;
}

/** An answer in Bedrock's terms, decided in full before a byte is written. */
export interface Plan {
  readonly model: BedrockModel;
  readonly blocks: readonly Block[];
  readonly stopReason: "end_turn" | "max_tokens" | "stop_sequence" | "tool_use";
  readonly tally: Tally;
}

/** Tokens of thoughts that a model allows itself when it decides by itself. */
const ADAPTIVE_TOKENS = 1024;

/** Decides the answer to a checked body. */
export function planConverse(body: Json, model: BedrockModel, world: World): Plan {
  const inference = isObject(body["inferenceConfig"]) ? body["inferenceConfig"] : {};
  const composition = compose({
    model: model.id,
    behaviour: model.behaviour,
    conversation: conversationOf(body),
    options: { ...body, messages: null },
    maxTokens: numberOrNull(inference["maxTokens"]),
    stops: textsIn(inference["stopSequences"]),
    thinkingTokens: model.claude ? thinkingTokens(body["additionalModelRequestFields"]) : 0,
  });
  const { finish, stop, promptTokens } = composition;
  const hit = world.prefixCache.hit(model.id, cachePrefixes(body));
  const read = Math.min(hit.read, promptTokens);
  const written = Math.min(hit.written, promptTokens - read);
  return {
    model,
    blocks: blocksOf(composition),
    stopReason: finish === "calls" ? "tool_use" : stop !== null ? "stop_sequence" : finish === "length" ? "max_tokens" : "end_turn",
    tally: { input: promptTokens - read - written, read, written, output: composition.thoughtTokens + composition.spokenTokens },
  };
}

function thinkingTokens(extra: unknown): number {
  const thinking = isObject(extra) && isObject(extra["thinking"]) ? extra["thinking"] : {};
  if (thinking["type"] === "adaptive") return ADAPTIVE_TOKENS;
  return thinking["type"] === "enabled" ? (numberOrNull(thinking["budget_tokens"]) ?? 0) : 0;
}

function blocksOf({ id, thoughts, text, calls }: Composition): readonly Block[] {
  const thought: readonly Block[] = thoughts === "" ? [] : [{ kind: "thoughts", text: thoughts, signature: signThoughts(thoughts, id) }];
  const said: readonly Block[] = text === null || text === "" ? [] : [{ kind: "text", text }];
  return [
    ...thought,
    ...said,
    ...calls.map((call) => ({ kind: "call" as const, id: `tooluse_${call.id}`, name: call.name, input: call.arguments })),
  ];
}
