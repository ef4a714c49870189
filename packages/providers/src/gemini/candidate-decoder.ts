import { type Fields, isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import { ChunkWriter, type EmitChunk } from "../chat/chunk-writer.ts";
import type { ToolNames } from "../chat/tool-names.ts";
import type { ChatCall } from "../chat-adapter.ts";
import { ANSWER_TOOL, answerText } from "./answer-format.ts";
import { failureOf, finishReason } from "./finish-reason.ts";
import { readLogprobs } from "./logprobs.ts";
import { applyPartialArgument } from "./partial-args.ts";
import { partsOf, readPart } from "./read-part.ts";
import { sealSignature, signatureExtra } from "./thought-signatures.ts";
import { toolCallId } from "./tool-call-id.ts";

export interface CandidateOptions {
  readonly call: ChatCall;
  readonly index: number;
  readonly names: ToolNames;
  /** Text waits for the end, because the answer may still come as a function's arguments. */
  readonly holdsText: boolean;
}

interface OpenCall {
  readonly id: unknown;
  readonly name: string;
  readonly args: Record<string, unknown>;
  signature: string | null;
}

/** One candidate of a streamed answer as one choice of OpenAI's chunks. */
export class CandidateDecoder {
  readonly writer: ChunkWriter;
  readonly #options: CandidateOptions;
  #open: OpenCall | null = null;
  #calls = 0;
  #images = 0;
  #signature: string | null = null;
  #finish: string | null = null;
  #saidAny = false;
  #held = "";
  #answer: string | null = null;

  constructor(options: CandidateOptions) {
    this.#options = options;
    this.writer = new ChunkWriter(options.call);
  }

  /** Google has said how it ended. */
  get ended(): boolean {
    return this.#finish !== null;
  }

  /** Finish reasons wait for the end of the stream: some models repeat them in every chunk. */
  read(candidate: Fields, emit: EmitChunk): void {
    const said = this.#emitAs(emit, candidate["logprobsResult"]);
    for (const part of partsOf(candidate)) this.#part(part, said);
    const { finishReason: reason } = candidate;
    if (typeof reason === "string" && reason !== "FINISH_REASON_UNSPECIFIED") this.#finish = reason;
  }

  /** Everything that had to wait, and the finish reason; a denial when the model failed. */
  end(emit: EmitChunk): Denial | null {
    const said = this.#emitAs(emit, undefined);
    this.#close(said);
    const reason = this.#finish ?? "STOP";
    const failure = failureOf(reason, this.#saidAny);
    if (failure !== null) return new Denial("upstream_error", failure, { detail: `Gemini: finish reason ${reason.slice(0, 60)}` });
    this.writer.text(this.#answer !== null && this.#calls === 0 ? this.#answer : this.#held, said);
    if (this.#signature !== null) this.writer.extra(signatureExtra(this.#signature), said);
    this.writer.finish(finishReason(reason), said);
    return null;
  }

  #part(value: unknown, emit: EmitChunk): void {
    const part = readPart(value);
    if (part?.kind === "text") {
      this.#saidAny ||= part.text !== "";
      this.#signature = part.signature ?? this.#signature;
      if (this.#options.holdsText) this.#held += part.text;
      else this.writer.text(part.text, emit);
    } else if (part?.kind === "image") {
      this.#saidAny = true;
      this.#signature = part.signature ?? this.#signature;
      this.writer.image({ type: "image_url", index: this.#images++, image_url: { url: part.url } }, emit);
    } else if (part?.kind === "thought") this.writer.reasoning(part.text, emit);
    else if (part?.kind === "call") {
      this.#saidAny = true;
      this.#call(part.call, part.signature, emit);
    }
  }

  /** Arguments come whole, or in pieces until a part without `willContinue`. */
  #call({ id, name, args, partialArgs, willContinue }: Fields, signature: string | null, emit: EmitChunk): void {
    if (typeof name === "string" && name !== "") {
      this.#close(emit);
      this.#open = { id, name, args: {}, signature };
    }
    if (this.#open === null) return;
    this.#open.signature ??= signature;
    if (isObject(args)) Object.assign(this.#open.args, args);
    if (Array.isArray(partialArgs)) for (const piece of partialArgs as unknown[]) applyPartialArgument(this.#open.args, piece);
    if (willContinue !== true) this.#close(emit);
  }

  #close(emit: EmitChunk): void {
    if (this.#open === null) return;
    const { id: given, name, args, signature } = this.#open;
    this.#open = null;
    if (name === ANSWER_TOOL) {
      this.#answer ??= answerText(args);
      return;
    }
    const { call, index: candidate, names } = this.#options;
    const tool = { id: toolCallId(call, { given, candidate, nth: this.#calls++ }), name: names.toClient(name) };
    const whole = signature === null ? tool : { ...tool, sealed: sealSignature(signature), extra: signatureExtra(signature) };
    this.writer.toolArguments(this.writer.openTool(whole, emit), JSON.stringify(args), emit);
  }

  /** The writer knows one choice without log probabilities: for any other its chunks are changed on their way. */
  #emitAs(emit: EmitChunk, result: unknown): EmitChunk {
    const { index } = this.#options;
    let logprobs = result === undefined ? null : readLogprobs(result);
    if (index === 0 && logprobs === null) return emit;
    return (chunk) => {
      const mine = logprobs;
      if (chunk.choices.some(({ delta }) => delta.content)) logprobs = null;
      const choices = chunk.choices.map((choice) => ({ ...choice, index, logprobs: choice.delta.content ? mine : null }));
      emit({ ...chunk, choices });
    };
  }
}
