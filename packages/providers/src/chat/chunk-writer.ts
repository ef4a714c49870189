import { type AnswerImage, type ChatChunk, type ChatDelta, type FinishReason, usageToOpenAi } from "@sluice/wire/chat";
import type { TokenUsage } from "@sluice/wire/usage";
import type { ChatCall } from "../chat-adapter.ts";
import { sealToolCallId } from "./sealed-signature.ts";

export type EmitChunk = (chunk: ChatChunk) => void;

interface OpenedTool {
  readonly id: string;
  readonly name: string;
  /** What the provider wants back with this call, if anything: sealed in the id as far as there is room. */
  readonly sealed?: unknown;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * Writes one chat completion stream as OpenAI does: the first chunk names the role, all share id and time, tool calls open
 * with id and name under indexes from 0, one finish reason, then the usage chunk. Nothing is emitted before there is
 * something to say, so that a failure right after the start can still fail over.
 */
export class ChunkWriter {
  readonly #call: Pick<ChatCall, "id" | "createdSeconds">;
  #model: string;
  #started = false;
  #finished = false;
  #tools = 0;

  constructor(call: Pick<ChatCall, "id" | "createdSeconds" | "model">) {
    this.#call = call;
    this.#model = call.model;
  }

  get finished(): boolean {
    return this.#finished;
  }

  setModel(model: string): void {
    this.#model = model;
  }

  text(text: string, emit: EmitChunk): void {
    if (text !== "") this.#delta({ content: text }, emit);
  }

  reasoning(text: string, emit: EmitChunk): void {
    if (text !== "") this.#delta({ reasoning_content: text }, emit);
  }

  refusal(text: string, emit: EmitChunk): void {
    if (text !== "") this.#delta({ refusal: text }, emit);
  }

  image(image: AnswerImage, emit: EmitChunk): void {
    this.#delta({ images: [image] }, emit);
  }

  /** Opens the next tool call; the result is its index. */
  openTool({ id, name, sealed, extra }: OpenedTool, emit: EmitChunk): number {
    const index = this.#tools++;
    const whole = sealed === undefined ? id : (sealToolCallId(id, sealed) ?? id);
    const call = { index, id: whole, type: "function" as const, function: { name, arguments: "" } };
    this.#delta({ tool_calls: [extra ? { ...call, extra_content: extra } : call] }, emit);
    return index;
  }

  toolArguments(index: number, json: string, emit: EmitChunk): void {
    if (json !== "") this.#delta({ tool_calls: [{ index, function: { arguments: json } }] }, emit);
  }

  /** To be written once, whole: clients that keep it replace what they had. */
  extra(extra: Readonly<Record<string, unknown>>, emit: EmitChunk): void {
    this.#delta({ extra_content: extra }, emit);
  }

  /** A "stop" after tool calls is said as `tool_calls`. */
  finish(reason: FinishReason, emit: EmitChunk): void {
    if (this.#finished) return;
    this.#start(emit);
    this.#finished = true;
    emit(this.#chunk({}, reason === "stop" && this.#tools > 0 ? "tool_calls" : reason));
  }

  usage(usage: TokenUsage, emit: EmitChunk): void {
    const { id, createdSeconds: created } = this.#call;
    emit({ id, object: "chat.completion.chunk", created, model: this.#model, choices: [], usage: usageToOpenAi(usage) });
  }

  #delta(delta: ChatDelta, emit: EmitChunk): void {
    if (this.#finished) return;
    this.#start(emit);
    emit(this.#chunk(delta, null));
  }

  #start(emit: EmitChunk): void {
    if (this.#started) return;
    this.#started = true;
    emit(this.#chunk({ role: "assistant", content: "", refusal: null }, null));
  }

  #chunk(delta: ChatDelta, finish_reason: FinishReason | null): ChatChunk {
    const { id, createdSeconds: created } = this.#call;
    return {
      id,
      object: "chat.completion.chunk",
      created,
      model: this.#model,
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    };
  }
}
