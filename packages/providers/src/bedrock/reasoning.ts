import type { Fields } from "@sluice/definition/json";
import type { ThinkingBlock } from "../anthropic/thinking-blocks.ts";

/** One block of thoughts, put together from its pieces. */
export class Reasoning {
  #text = "";
  #signature = "";
  #redacted: string | null = null;

  /** Takes a delta (`text`, `signature` or `redactedContent`); the result is what of it can be shown. */
  add({ text, signature, redactedContent }: Fields): string {
    if (typeof signature === "string") this.#signature += signature;
    if (typeof redactedContent === "string") this.#redacted = joinBase64(this.#redacted, redactedContent);
    if (typeof text !== "string") return "";
    this.#text += text;
    return text;
  }

  block(): ThinkingBlock {
    if (this.#redacted !== null) return { type: "redacted_thinking", data: this.#redacted };
    return { type: "thinking", thinking: this.#text, signature: this.#signature };
  }
}

/** Thoughts that the model wants back: those without a signature are for reading only. */
export function signedThoughts(blocks: readonly ThinkingBlock[]): ThinkingBlock[] {
  return blocks.filter((block) => (block.type === "thinking" ? block.signature !== "" : block.data !== ""));
}

/** Each piece is encoded by itself, and may end in padding. */
function joinBase64(before: string | null, piece: string): string {
  if (before === null) return piece;
  return Buffer.concat([Buffer.from(before, "base64"), Buffer.from(piece, "base64")]).toString("base64");
}
