import type { Fields } from "@sluice/definition/json";
import type { ChatChunk, ChatDelta, ToolCallDelta } from "@sluice/wire/chat";
import type { Denial } from "@sluice/wire/denial";
import { writeEvent } from "@sluice/wire/sse";
import type { TokenUsage } from "@sluice/wire/usage";
import { openToolCallId } from "../chat/sealed-signature.ts";
import type { AnswerContext, AnswerWriter } from "../inbound-format.ts";
import { messagesErrorEvent } from "./messages-error.ts";
import { stopReason } from "./stop-reason.ts";
import { messageId, thinkingBlocksIn } from "./write-message.ts";
import { writeUsage } from "./write-usage.ts";

type Kind = "text" | "thinking" | "tool_use";

/**
 * A chat's chunks as Anthropic's events: one block is open at a time, under indexes from 0. Arguments that come late for a tool whose
 * block is closed still go to that block, which is where clients look for them.
 */
export class MessageWriter implements AnswerWriter {
  readonly #requestId: string;
  /** By the chat's index, the block's. */
  readonly #tools = new Map<number, number>();
  #begun = false;
  /** Of the open block; `#next - 1` is its index. */
  #open: Kind | null = null;
  #next = 0;
  #finish: string | null = null;

  constructor({ requestId }: Pick<AnswerContext, "requestId">) {
    this.#requestId = requestId;
  }

  chunk(chunk: ChatChunk): string {
    const [choice] = chunk.choices;
    if (!choice) return "";
    const begin = this.#begin(chunk.model);
    if (typeof choice.finish_reason === "string") this.#finish = choice.finish_reason;
    return begin + this.#delta(choice.delta ?? {});
  }

  end(usage: TokenUsage): string {
    const begin = this.#begin("");
    const delta = { stop_reason: stopReason(this.#finish, this.#tools.size > 0), stop_sequence: null };
    return begin + this.#close() + event({ type: "message_delta", delta, usage: writeUsage(usage) }) + event({ type: "message_stop" });
  }

  fail(denial: Denial): string {
    return messagesErrorEvent(denial, this.#requestId);
  }

  /** Only the end knows what was used; clients take the numbers of `message_delta` when it comes. */
  #begin(model: string): string {
    if (this.#begun) return "";
    this.#begun = true;
    const usage = { input_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 };
    const message = {
      id: messageId(this.#requestId),
      type: "message",
      role: "assistant",
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage,
    };
    return event({ type: "message_start", message }) + event({ type: "ping" });
  }

  #delta({ reasoning_content: reasoning, content, refusal, images, tool_calls: calls, extra_content: extra }: ChatDelta): string {
    let out = "";
    if (reasoning) out += this.#in("thinking") + this.#say({ type: "thinking_delta", thinking: reasoning });
    if (content) out += this.#in("text") + this.#say({ type: "text_delta", text: content });
    if (refusal) out += this.#in("text") + this.#say({ type: "text_delta", text: refusal });
    for (const { image_url } of images ?? []) out += this.#in("text") + this.#say({ type: "text_delta", text: `![](${image_url.url})` });
    for (const call of calls ?? []) out += this.#tool(call);
    if (extra) out += this.#sign(thinkingBlocksIn(extra));
    return out;
  }

  /** Opens a block of this kind unless one is open. */
  #in(kind: "text" | "thinking"): string {
    if (this.#open === kind) return "";
    const block = kind === "text" ? { type: "text", text: "" } : { type: "thinking", thinking: "", signature: "" };
    return this.#start(kind, block);
  }

  #start(kind: Kind, content_block: object): string {
    const closed = this.#close();
    this.#open = kind;
    return closed + event({ type: "content_block_start", index: this.#next++, content_block });
  }

  #say(delta: object, index = this.#next - 1): string {
    return event({ type: "content_block_delta", index, delta });
  }

  #close(): string {
    if (this.#open === null) return "";
    this.#open = null;
    return event({ type: "content_block_stop", index: this.#next - 1 });
  }

  #tool({ index = 0, id, function: called }: ToolCallDelta): string {
    let out = "";
    let block = this.#tools.get(index);
    if (block === undefined) {
      const whole = id || `toolu_${this.#requestId.replace(/^req_/, "")}_${index}`;
      if (this.#open === "thinking") out += this.#signFrom(whole);
      out += this.#start("tool_use", { type: "tool_use", id: whole, name: called?.name ?? "", input: {} });
      block = this.#next - 1;
      this.#tools.set(index, block);
    }
    const json = called?.arguments;
    return json ? out + this.#say({ type: "input_json_delta", partial_json: json }, block) : out;
  }

  /** The signature of the thought that is still open, from the id of the call that it led to; only where it is one thought's alone. */
  #signFrom(id: string): string {
    const { sealed } = openToolCallId(id);
    if (!Array.isArray(sealed) || sealed[0] !== "claude" || sealed.length !== 2) return "";
    const signature: unknown = Array.isArray(sealed[1]) ? sealed[1][1] : null;
    return typeof signature === "string" && signature !== "" ? this.#say({ type: "signature_delta", signature }) : "";
  }

  #sign(blocks: readonly Fields[]): string {
    const [only] = blocks;
    if (this.#open !== "thinking" || blocks.length !== 1 || typeof only?.["signature"] !== "string") return "";
    return this.#say({ type: "signature_delta", signature: only["signature"] });
  }
}

function event(data: { readonly type: string; readonly [field: string]: unknown }): string {
  return writeEvent(JSON.stringify(data), data.type);
}
