import { type Fields, isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import type { TokenUsage } from "@sluice/wire/usage";
import type { EmitChunk } from "../chat/chunk-writer.ts";
import { isTooDeepAnswer } from "../chat/nesting.ts";
import type { ToolNames } from "../chat/tool-names.ts";
import type { ChatCall, StreamDecoder } from "../chat-adapter.ts";
import { planAnswerFormat } from "./answer-format.ts";
import { AnswerReader } from "./answer-reader.ts";
import { CandidateDecoder } from "./candidate-decoder.ts";
import { decodeErrorEvent } from "./decode-error.ts";
import { geminiFeatures } from "./model-features.ts";
import { blockOf } from "./prompt-block.ts";
import { mapGeminiToolNames } from "./tool-names.ts";
import { UsageReader } from "./usage.ts";

const NOT_AN_ANSWER = "The provider's answer could not be understood: it is not a stream of Gemini's.";
const NO_END = "The provider's answer broke off before its end.";
const DONE = "[DONE]";
/** OpenAI's `n` ends here. */
const MOST_CANDIDATES = 128;

/** Gemini's streamed answer (https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent) as OpenAI's chunks. */
export class GeminiStreamDecoder implements StreamDecoder {
  readonly #call: ChatCall;
  readonly #names: ToolNames;
  readonly #holdsText: boolean;
  readonly #answer = new AnswerReader();
  readonly #usage = new UsageReader();
  readonly #candidates = new Map<number, CandidateDecoder>();
  #model: string | null = null;
  #block: string | null = null;

  constructor(call: ChatCall) {
    this.#call = call;
    this.#names = mapGeminiToolNames(call.request.tools);
    this.#holdsText = planAnswerFormat(call.request, geminiFeatures(call.model)).kind === "tool";
  }

  push(bytes: Buffer, emit: EmitChunk): Denial | null {
    const texts = this.#answer.push(bytes);
    return texts === null ? new Denial("upstream_error", NOT_AN_ANSWER) : this.#readAll(texts, emit);
  }

  end(emit: EmitChunk): Denial | null {
    const denial = this.#readAll(this.#answer.rest(), emit) ?? this.#endAll(emit);
    if (denial !== null) return denial;
    this.#candidate(0).writer.usage(this.usage(), emit);
    return null;
  }

  usage(): TokenUsage {
    return this.#usage.usage;
  }

  model(): string | null {
    return this.#model;
  }

  #readAll(texts: readonly string[], emit: EmitChunk): Denial | null {
    for (const text of texts) {
      if (text === DONE) continue;
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        return new Denial("upstream_error", NOT_AN_ANSWER);
      }
      if (isTooDeepAnswer(value, text.length)) return new Denial("upstream_error", NOT_AN_ANSWER);
      for (const event of Array.isArray(value) ? (value as unknown[]) : [value]) {
        const denial = isObject(event) ? this.#read(event, emit) : null;
        if (denial !== null) return denial;
      }
    }
    return null;
  }

  #read(event: Fields, emit: EmitChunk): Denial | null {
    const { error, usageMetadata, modelVersion, promptFeedback, candidates } = event;
    if (error !== undefined && error !== null) return decodeErrorEvent(event);
    this.#usage.read(usageMetadata);
    if (this.#model === null && typeof modelVersion === "string" && modelVersion !== "") this.#setModel(modelVersion);
    this.#block = blockOf(promptFeedback) ?? this.#block;
    if (!Array.isArray(candidates)) return null;
    for (const candidate of candidates as unknown[]) {
      if (!isObject(candidate)) continue;
      const { index } = candidate;
      const at = Number.isInteger(index) ? Number(index) : 0;
      if (at >= 0 && at < MOST_CANDIDATES) this.#candidate(at).read(candidate, emit);
    }
    return null;
  }

  #setModel(model: string): void {
    this.#model = model;
    for (const { writer } of this.#candidates.values()) writer.setModel(model);
  }

  #candidate(index: number): CandidateDecoder {
    const known = this.#candidates.get(index);
    if (known) return known;
    const decoder = new CandidateDecoder({ call: this.#call, index, names: this.#names, holdsText: this.#holdsText });
    if (this.#model !== null) decoder.writer.setModel(this.#model);
    this.#candidates.set(index, decoder);
    return decoder;
  }

  #endAll(emit: EmitChunk): Denial | null {
    if (this.#block !== null && this.#candidates.size === 0) {
      const { writer } = this.#candidate(0);
      writer.refusal(this.#block, emit);
      writer.finish("content_filter", emit);
      return null;
    }
    const candidates = [...this.#candidates.values()];
    if (candidates.length === 0 || candidates.some(({ ended }) => !ended)) return new Denial("upstream_error", NO_END);
    for (const candidate of candidates) {
      const denial = candidate.end(emit);
      if (denial !== null) return denial;
    }
    return null;
  }
}
