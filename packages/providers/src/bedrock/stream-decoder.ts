import { type Fields, isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import { type EventMessage, EventStreamReader } from "../aws/event-stream-reader.ts";
import { ChunkWriter, type EmitChunk } from "../chat/chunk-writer.ts";
import { isTooDeepAnswer } from "../chat/nesting.ts";
import type { ChatCall, StreamDecoder } from "../chat-adapter.ts";
import { BlockDecoder } from "./block-decoder.ts";
import { decodeException } from "./decode-error.ts";
import { failureOf, finishReason } from "./finish-reason.ts";
import { readUsage } from "./usage.ts";

const NOT_EVENTS = "The provider's answer could not be understood: it is not an event stream of AWS's.";
const NO_END = "The provider's answer broke off before its end.";

/** ConverseStream's events (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html) as OpenAI's chunks. */
export class BedrockStreamDecoder implements StreamDecoder {
  readonly #messages = new EventStreamReader();
  readonly #writer: ChunkWriter;
  readonly #blocks: BlockDecoder;
  #usage: TokenUsage = NO_USAGE;
  #stopReason: string | null = null;

  constructor(call: ChatCall) {
    this.#writer = new ChunkWriter(call);
    this.#blocks = new BlockDecoder(call, this.#writer);
  }

  push(bytes: Buffer, emit: EmitChunk): Denial | null {
    const messages = this.#messages.push(bytes);
    if (messages === null) return new Denial("upstream_error", NOT_EVENTS);
    for (const message of messages) {
      const denial = this.#read(message, emit);
      if (denial !== null) return denial;
    }
    return null;
  }

  /** The usage comes after the answer's end: when it is missing, the answer is whole all the same. */
  end(emit: EmitChunk): Denial | null {
    if (this.#stopReason === null) return new Denial("upstream_error", NO_END);
    this.#writer.usage(this.#usage, emit);
    return null;
  }

  usage(): TokenUsage {
    return this.#usage;
  }

  /** Converse does not say. */
  model(): string | null {
    return null;
  }

  #read({ kind, type, errorMessage, payload }: EventMessage, emit: EmitChunk): Denial | null {
    if (kind === "error") return decodeException(type, { message: errorMessage });
    if (kind !== "exception" && !READ.has(type) && !type.endsWith("Exception")) return null;
    const value = parse(payload);
    if (kind === "exception" || !READ.has(type)) return decodeException(type, value);
    return isObject(value) ? this.#readEvent(type, value, emit) : new Denial("upstream_error", NOT_EVENTS);
  }

  #readEvent(type: string, event: Fields, emit: EmitChunk): Denial | null {
    if (type === "metadata") {
      this.#usage = readUsage(event["usage"]);
      return null;
    }
    if (this.#writer.finished) return null;
    if (type === "contentBlockDelta") this.#blocks.delta(event, emit);
    else if (type === "contentBlockStart") this.#blocks.start(event, emit);
    else if (type === "contentBlockStop") this.#blocks.stop(event, emit);
    else return this.#finish(event["stopReason"], emit);
    return null;
  }

  #finish(reason: unknown, emit: EmitChunk): Denial | null {
    const stopReason = typeof reason === "string" ? reason : "end_turn";
    const failure = failureOf(stopReason);
    if (failure !== null) return new Denial("upstream_error", failure);
    this.#stopReason = stopReason;
    this.#blocks.finish(emit);
    const isStopped = this.#blocks.stopped || (this.#blocks.answered && stopReason === "tool_use");
    this.#writer.finish(isStopped ? "stop" : finishReason(stopReason), emit);
    return null;
  }
}

/** Events of any other type are passed over, unread. */
const READ = new Set(["contentBlockDelta", "contentBlockStart", "contentBlockStop", "messageStop", "metadata"]);

function parse(payload: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(payload.toString("utf8"));
    return isTooDeepAnswer(value, payload.length) ? null : value;
  } catch {
    return null;
  }
}
