import { type Fields, isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import type { SseEvent } from "@sluice/wire/sse";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import { ChunkWriter, type EmitChunk } from "../chat/chunk-writer.ts";
import { isTooDeepAnswer } from "../chat/nesting.ts";
import { SseReader } from "../chat/sse-reader.ts";
import type { ChatCall, StreamDecoder } from "../chat-adapter.ts";
import { BlockDecoder } from "./block-decoder.ts";
import { refusalIn } from "./decode-completion.ts";
import { decodeErrorEvent } from "./decode-error.ts";
import { finishReason } from "./finish-reason.ts";
import { mergeUsage } from "./usage.ts";

const NOT_EVENTS = "The provider's answer could not be understood: it is not a stream of events.";
const NO_END = "The provider's answer broke off before its end.";

/** Anthropic's event stream (https://platform.claude.com/docs/en/build-with-claude/streaming) as OpenAI's chunks. */
export class AnthropicStreamDecoder implements StreamDecoder {
  readonly #events = new SseReader();
  readonly #writer: ChunkWriter;
  readonly #blocks: BlockDecoder;
  #usage: TokenUsage = NO_USAGE;
  #model: string | null = null;
  #stopReason: string | null = null;
  #refusal: string | null = null;

  constructor(call: ChatCall) {
    this.#writer = new ChunkWriter(call);
    this.#blocks = new BlockDecoder(call, this.#writer);
  }

  push(bytes: Buffer, emit: EmitChunk): Denial | null {
    const events = this.#events.push(bytes);
    return events === null ? new Denial("upstream_error", NOT_EVENTS) : this.#readAll(events, emit);
  }

  end(emit: EmitChunk): Denial | null {
    const denial = this.#readAll(this.#events.rest(), emit);
    if (denial !== null) return denial;
    if (this.#stopReason === null) return new Denial("upstream_error", NO_END);
    this.#finish(emit);
    this.#writer.usage(this.#usage, emit);
    return null;
  }

  usage(): TokenUsage {
    return this.#usage;
  }

  model(): string | null {
    return this.#model;
  }

  #readAll(events: readonly SseEvent[], emit: EmitChunk): Denial | null {
    for (const { data } of events) {
      if (data === null || data === "" || this.#writer.finished) continue;
      let event: unknown;
      try {
        event = JSON.parse(data);
      } catch {
        return new Denial("upstream_error", NOT_EVENTS);
      }
      if (isTooDeepAnswer(event, data.length)) return new Denial("upstream_error", NOT_EVENTS);
      const denial = isObject(event) ? this.#read(event, emit) : null;
      if (denial !== null) return denial;
    }
    return null;
  }

  /** The type stands in the data too, so that the event's name is not needed. Events of an unknown type are passed over, as Anthropic asks. */
  #read(event: Fields, emit: EmitChunk): Denial | null {
    switch (event["type"]) {
      case "content_block_delta":
        this.#blocks.delta(event, emit);
        return null;
      case "content_block_start":
        this.#blocks.start(event, emit);
        return null;
      case "content_block_stop":
        this.#blocks.stop(event, emit);
        return null;
      case "message_start":
        this.#begin(event["message"]);
        return null;
      case "message_delta":
        this.#update(event);
        return null;
      case "message_stop":
        if (this.#stopReason !== null) this.#finish(emit);
        return null;
      case "error":
        return decodeErrorEvent(event);
      default:
        return null;
    }
  }

  #begin(message: unknown): void {
    if (!isObject(message)) return;
    this.#usage = mergeUsage(this.#usage, message["usage"]);
    if (typeof message["model"] !== "string") return;
    this.#model = message["model"];
    this.#writer.setModel(this.#model);
  }

  #update({ delta, usage }: Fields): void {
    this.#usage = mergeUsage(this.#usage, usage);
    if (!isObject(delta)) return;
    if (typeof delta["stop_reason"] === "string") this.#stopReason = delta["stop_reason"];
    this.#refusal = refusalIn(delta["stop_details"]) ?? this.#refusal;
  }

  #finish(emit: EmitChunk): void {
    if (this.#writer.finished) return;
    this.#blocks.finish(emit);
    if (this.#refusal !== null) this.#writer.refusal(this.#refusal, emit);
    const isStopped = this.#blocks.stopped || (this.#blocks.answered && this.#stopReason === "tool_use");
    this.#writer.finish(isStopped ? "stop" : finishReason(this.#stopReason ?? ""), emit);
  }
}
