import { type Fields, isObject } from "@sluice/definition/json";
import { ANSWER_TOOL } from "../anthropic/answer-format.ts";
import { sealThinking, type ThinkingBlock, thinkingExtra } from "../anthropic/thinking-blocks.ts";
import type { ChunkWriter, EmitChunk } from "../chat/chunk-writer.ts";
import { StopCutter } from "../chat/stop-cutter.ts";
import { mapToolNames, type ToolNames } from "../chat/tool-names.ts";
import type { ChatCall } from "../chat-adapter.ts";
import { mayAnswerByTool } from "./answer-format.ts";
import { TOOL_NAME_RULES } from "./encode-tools.ts";
import { bedrockFeatures } from "./model-features.ts";
import { Reasoning, signedThoughts } from "./reasoning.ts";
import { splitStops } from "./stop-sequences.ts";

type OpenBlock =
  | { readonly kind: "reasoning"; readonly reasoning: Reasoning }
  | { readonly kind: "tool"; readonly index: number; saidAny: boolean }
  | { readonly kind: "answer"; saidAny: boolean };

/**
 * The content blocks of one streamed message. Texts and thoughts begin with their first delta, only calls are announced.
 * Blocks of kinds that a chat has no word for are passed over with their deltas.
 */
export class BlockDecoder {
  readonly #writer: ChunkWriter;
  readonly #call: ChatCall;
  readonly #open = new Map<unknown, OpenBlock>();
  readonly #thoughts: ThinkingBlock[] = [];
  #unsealed: ThinkingBlock[] = [];
  #names: ToolNames | null = null;
  #toolCalls = 0;
  #answers = 0;
  /** Text that waits, because the answer may still come as a tool's arguments; null when nothing has to wait. */
  #held: string | null;
  readonly #cutter: StopCutter;

  constructor(call: ChatCall, writer: ChunkWriter) {
    const features = bedrockFeatures(call.model);
    this.#call = call;
    this.#writer = writer;
    this.#cutter = new StopCutter(splitStops(call.request.stop, features).applied);
    this.#held = mayAnswerByTool(call.request, features) ? "" : null;
  }

  /** The answer came as a tool's arguments, and nothing else was called. */
  get answered(): boolean {
    return this.#answers > 0 && this.#toolCalls === 0;
  }

  /** A stop sequence that is applied here has ended the answer. */
  get stopped(): boolean {
    return this.#cutter.stopped;
  }

  start({ contentBlockIndex, start }: Fields, emit: EmitChunk): void {
    const use = isObject(start) ? start["toolUse"] : null;
    // A tool that Bedrock runs by itself is none of the client's.
    if (!isObject(use) || this.stopped || (use["type"] !== undefined && use["type"] !== "tool_use")) return;
    this.#closeThoughts();
    if (use["name"] === ANSWER_TOOL) this.#open.set(contentBlockIndex, { kind: "answer", saidAny: false });
    else this.#open.set(contentBlockIndex, { kind: "tool", index: this.#openTool(use, emit), saidAny: false });
  }

  delta({ contentBlockIndex, delta }: Fields, emit: EmitChunk): void {
    if (!isObject(delta)) return;
    const { text, toolUse, reasoningContent } = delta;
    if (typeof text === "string") this.#show(this.#cutter.push(text), emit);
    else if (isObject(toolUse)) this.#arguments(contentBlockIndex, toolUse["input"], emit);
    else if (isObject(reasoningContent)) this.#think(contentBlockIndex, reasoningContent, emit);
  }

  stop({ contentBlockIndex }: Fields, emit: EmitChunk): void {
    const open = this.#open.get(contentBlockIndex);
    this.#open.delete(contentBlockIndex);
    if (open !== undefined) this.#close(open, emit);
  }

  /** Everything that had to wait for the end. */
  finish(emit: EmitChunk): void {
    for (const open of this.#open.values()) this.#close(open, emit);
    this.#open.clear();
    this.#show(this.#cutter.end(), emit);
    if (this.#held !== null && this.#answers === 0) this.#writer.text(this.#held, emit);
    const extra = thinkingExtra(this.#thoughts);
    if (extra !== null) this.#writer.extra(extra, emit);
  }

  #close(open: OpenBlock, emit: EmitChunk): void {
    if (open.kind === "reasoning") this.#keep(open.reasoning);
    // A call without arguments streams none; clients parse what they get.
    else if (!open.saidAny) this.#say(open, "{}", emit);
  }

  #closeThoughts(): void {
    for (const [index, open] of this.#open) {
      if (open.kind !== "reasoning") continue;
      this.#keep(open.reasoning);
      this.#open.delete(index);
    }
  }

  #keep(reasoning: Reasoning): void {
    const thoughts = signedThoughts([reasoning.block()]);
    this.#thoughts.push(...thoughts);
    this.#unsealed.push(...thoughts);
  }

  #think(index: unknown, delta: Fields, emit: EmitChunk): void {
    let open = this.#open.get(index);
    if (open === undefined) {
      open = { kind: "reasoning", reasoning: new Reasoning() };
      this.#open.set(index, open);
    }
    if (open.kind === "reasoning") this.#writer.reasoning(open.reasoning.add(delta), emit);
  }

  #show(text: string, emit: EmitChunk): void {
    if (this.#held === null) this.#writer.text(text, emit);
    else this.#held += text;
  }

  /** Thoughts come before the call that they led to: its id carries them. */
  #openTool({ toolUseId, name }: Fields, emit: EmitChunk): number {
    this.#names ??= mapToolNames(this.#call.request.tools, TOOL_NAME_RULES);
    const tool = { id: String(toolUseId ?? `tooluse_${this.#toolCalls}`), name: this.#names.toClient(String(name ?? "")) };
    const index = this.#writer.openTool(this.#unsealed.length === 0 ? tool : { ...tool, sealed: sealThinking(this.#unsealed) }, emit);
    this.#unsealed = [];
    this.#toolCalls++;
    return index;
  }

  #arguments(index: unknown, input: unknown, emit: EmitChunk): void {
    const open = this.#open.get(index);
    if (open === undefined || open.kind === "reasoning" || typeof input !== "string" || input === "") return;
    this.#say(open, input, emit);
  }

  #say(open: OpenBlock & { kind: "tool" | "answer" }, json: string, emit: EmitChunk): void {
    if (open.kind === "tool") this.#writer.toolArguments(open.index, json, emit);
    // A second answer to one question would make the first unreadable.
    else if (open.saidAny || this.#answers++ === 0) this.#writer.text(json, emit);
    else return;
    open.saidAny = true;
  }
}
