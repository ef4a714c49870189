import { isObject } from "@sluice/definition/json";
import type { AssistantMessage } from "../chat/chat-request.ts";

/** A thought of Claude's. It must go back unchanged with the tool results of its turn. */
export type ThinkingBlock =
  | { readonly type: "thinking"; readonly thinking: string; readonly signature: string }
  | { readonly type: "redacted_thinking"; readonly data: string };

/** Says whose seal it is: the same blocks are good at Anthropic, Bedrock and Vertex. */
const SEAL = "claude";
const TEXT_LEFT_OUT = 0;

/** Beyond this a thought's text is not sealed in an id: `reasoning_content` has it too, and Claude's newer models send none. */
const LONGEST_SEALED_TEXT = 8_192;

/** The blocks as they are sealed in the id of the call that follows them. */
export function sealThinking(blocks: readonly ThinkingBlock[]): unknown {
  const length = blocks.reduce((sum, block) => sum + (block.type === "thinking" ? block.thinking.length : 0), 0);
  const sealed = blocks.map((block) => {
    if (block.type === "redacted_thinking") return [block.data];
    return [length > LONGEST_SEALED_TEXT ? TEXT_LEFT_OUT : block.thinking, block.signature];
  });
  return [SEAL, ...sealed];
}

/** What clients that keep unknown fields send back: `extra_content.anthropic.thinking_blocks`. `index` is what OpenAI's own stream helpers join by. */
export function thinkingExtra(blocks: readonly ThinkingBlock[]): Readonly<Record<string, unknown>> | null {
  return blocks.length === 0 ? null : { anthropic: { thinking_blocks: blocks.map((block, index) => ({ index, ...block })) } };
}

/**
 * The thoughts that led to an assistant message, from wherever the client kept them; none when a part of them is missing,
 * because Anthropic refuses a changed thought and takes none.
 */
export function readThinking(message: AssistantMessage): readonly ThinkingBlock[] {
  const kept = fromExtra(message.extra);
  const sealed = fromSeals(message);
  return sealed !== null && sealed.length > kept.length ? sealed : kept;
}

function fromExtra(extra: AssistantMessage["extra"]): ThinkingBlock[] {
  const own = extra?.["anthropic"];
  const blocks = isObject(own) ? own["thinking_blocks"] : null;
  return Array.isArray(blocks) ? blocks.map(readBlock).filter((block) => block !== null) : [];
}

function readBlock(value: unknown): ThinkingBlock | null {
  if (!isObject(value)) return null;
  const { type, thinking, signature, data } = value;
  if (type === "redacted_thinking") return typeof data === "string" && data !== "" ? { type, data } : null;
  if (type !== "thinking" || typeof thinking !== "string" || typeof signature !== "string" || signature === "") return null;
  return { type, thinking, signature };
}

/** Null when a text was left out of the seal and the client did not keep it as `reasoning_content` either. */
function fromSeals({ toolCalls, reasoning }: AssistantMessage): ThinkingBlock[] | null {
  const entries = toolCalls.flatMap(({ sealed }) => (Array.isArray(sealed) && sealed[0] === SEAL ? (sealed.slice(1) as unknown[]) : []));
  const blocks: ThinkingBlock[] = [];
  for (const entry of entries) {
    if (!Array.isArray(entry)) return null;
    const [first, signature] = entry as unknown[];
    if (typeof first === "string" && signature === undefined) blocks.push({ type: "redacted_thinking", data: first });
    else if (typeof signature !== "string") return null;
    else if (typeof first === "string") blocks.push({ type: "thinking", thinking: first, signature });
    // `reasoning_content` runs all texts together: it is one thought's text only when there is one thought.
    else if (reasoning !== null && entries.length === 1) blocks.push({ type: "thinking", thinking: reasoning, signature });
    else return null;
  }
  return blocks;
}
