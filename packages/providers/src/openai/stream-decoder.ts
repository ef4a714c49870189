import { type Fields, isObject } from "@sluice/definition/json";
import { usageToOpenAi } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { DONE, type SseEvent } from "@sluice/wire/sse";
import { NO_USAGE, type TokenUsage, usageFromOpenAi } from "@sluice/wire/usage";
import type { EmitChunk } from "../chat/chunk-writer.ts";
import { isTooDeepAnswer } from "../chat/nesting.ts";
import { SseReader } from "../chat/sse-reader.ts";
import type { ChatCall, StreamDecoder } from "../chat-adapter.ts";
import { decodeErrorEvent, errorBeside } from "./decode-error.ts";
import { readDelta, readFinish } from "./read-answer.ts";

const NOT_EVENTS = "The provider's answer could not be understood: it is not a stream of events.";
const NO_END = "The provider's answer broke off before its end.";

/** OpenAI's own stream, read for the ways in that are written anew from chunks. */
export class OpenAiStreamDecoder implements StreamDecoder {
  readonly #events = new SseReader();
  readonly #call: ChatCall;
  #usage: TokenUsage = NO_USAGE;
  #model: string | null = null;
  #complete = false;

  constructor(call: ChatCall) {
    this.#call = call;
  }

  push(bytes: Buffer, emit: EmitChunk): Denial | null {
    const events = this.#events.push(bytes);
    return events === null ? new Denial("upstream_error", NOT_EVENTS) : this.#readAll(events, emit);
  }

  end(emit: EmitChunk): Denial | null {
    const denial = this.#readAll(this.#events.rest(), emit);
    if (denial !== null) return denial;
    if (!this.#complete) return new Denial("upstream_error", NO_END);
    emit({ ...this.#head(), choices: [], usage: usageToOpenAi(this.#usage) });
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
      if (data === null || data === "") continue;
      if (data.trim() === DONE) {
        this.#complete = true;
        continue;
      }
      let chunk: unknown;
      try {
        chunk = JSON.parse(data);
      } catch {
        return new Denial("upstream_error", NOT_EVENTS);
      }
      if (isTooDeepAnswer(chunk, data.length)) return new Denial("upstream_error", NOT_EVENTS);
      const denial = isObject(chunk) ? this.#read(chunk, emit) : null;
      if (denial !== null) return denial;
    }
    return null;
  }

  #read(chunk: Fields, emit: EmitChunk): Denial | null {
    const { choices, model, usage } = chunk;
    if (typeof model === "string" && model !== "") this.#model = model;
    this.#usage = usageFromOpenAi(usage) ?? this.#usage;
    const [choice] = Array.isArray(choices) ? (choices as unknown[]) : [];
    if (!isObject(choice)) return decodeErrorEvent(chunk);
    const denial = errorBeside(chunk, choice);
    if (denial !== null) return denial;
    const finish = readFinish(choice["finish_reason"]);
    if (finish !== null) this.#complete = true;
    emit({ ...this.#head(), choices: [{ index: 0, delta: readDelta(choice["delta"]), logprobs: null, finish_reason: finish }] });
    return null;
  }

  #head() {
    const { id, createdSeconds, model } = this.#call;
    return { id, object: "chat.completion.chunk" as const, created: createdSeconds, model: this.#model ?? model };
  }
}
