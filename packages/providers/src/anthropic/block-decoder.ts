import { type Fields, isObject } from "@sluice/definition/json";
import type { ChunkWriter, EmitChunk } from "../chat/chunk-writer.ts";
import { StopCutter } from "../chat/stop-cutter.ts";
import { mapToolNames, type ToolNames } from "../chat/tool-names.ts";
import type { ChatCall } from "../chat-adapter.ts";
import { ANSWER_TOOL, mayAnswerByTool } from "./answer-format.ts";
import { TOOL_NAME_RULES } from "./encode-tools.ts";
import { claudeFeatures } from "./model-features.ts";
import { splitStops } from "./stop-sequences.ts";
import { sealThinking, type ThinkingBlock, thinkingExtra } from "./thinking-blocks.ts";

type OpenBlock =
  | { readonly kind: "text" }
  | { readonly kind: "thinking"; text: string; signature: string }
  | { readonly kind: "redacted"; readonly data: string }
  | { readonly kind: "tool"; readonly id: string; readonly name: string; readonly input: unknown; index: number | null; saidAny: boolean }
  | { readonly kind: "answer"; readonly input: unknown; saidAny: boolean };

/** The content blocks of one streamed message. Blocks of kinds that a chat has no word for are passed over with their deltas. */
export class BlockDecoder {
  readonly #writer: ChunkWriter;
  readonly #call: ChatCall;
  readonly #open = new Map<unknown, OpenBlock>();
  readonly #thinking: ThinkingBlock[] = [];
  #unsealed: ThinkingBlock[] = [];
  #names: ToolNames | null = null;
  #toolCalls = 0;
  #answers = 0;
  /** Text that waits, because the answer may still come as a tool's arguments; null when nothing has to wait. */
  #held: string | null;
  readonly #cutter: StopCutter;

  constructor(call: ChatCall, writer: ChunkWriter) {
    this.#call = call;
    this.#writer = writer;
    this.#cutter = new StopCutter(splitStops(call.request.stop).applied);
    this.#held = mayAnswerByTool(call.request, claudeFeatures(call.model)) ? "" : null;
  }

  /** The answer came as a tool's arguments, and nothing else was called. */
  get answered(): boolean {
    return this.#answers > 0 && this.#toolCalls === 0;
  }

  /** A stop sequence that is applied here has ended the answer. */
  get stopped(): boolean {
    return this.#cutter.stopped;
  }

  start({ index, content_block: block }: Fields, emit: EmitChunk): void {
    const open = isObject(block) && !this.stopped ? openBlock(block) : null;
    if (open === null || !isObject(block)) return;
    this.#open.set(index, open);
    if (open.kind === "text") this.#text(stringOf(block["text"]), emit);
    else if (open.kind === "thinking") this.#writer.reasoning(open.text, emit);
    else if (open.kind === "tool") this.#openTool(open, emit);
  }

  delta({ index, delta }: Fields, emit: EmitChunk): void {
    const open = this.#open.get(index);
    if (open === undefined || !isObject(delta)) return;
    if (open.kind === "text" && typeof delta["text"] === "string") this.#text(delta["text"], emit);
    else if (open.kind === "thinking") this.#think(open, delta, emit);
    else if (open.kind === "tool" && typeof delta["partial_json"] === "string") this.#toolArguments(open, delta["partial_json"], emit);
    else if (open.kind === "answer" && typeof delta["partial_json"] === "string") this.#answer(open, delta["partial_json"], emit);
  }

  stop({ index }: Fields, emit: EmitChunk): void {
    const open = this.#open.get(index);
    this.#open.delete(index);
    if (open !== undefined) this.#close(open, emit);
  }

  /** Everything that had to wait for the end. */
  finish(emit: EmitChunk): void {
    for (const open of this.#open.values()) this.#close(open, emit);
    this.#open.clear();
    this.#show(this.#cutter.end(), emit);
    if (this.#held !== null && this.#answers === 0) this.#writer.text(this.#held, emit);
    const extra = thinkingExtra(this.#thinking);
    if (extra !== null) this.#writer.extra(extra, emit);
  }

  #close(open: OpenBlock, emit: EmitChunk): void {
    if (open.kind === "thinking") this.#keep({ type: "thinking", thinking: open.text, signature: open.signature });
    else if (open.kind === "redacted") this.#keep({ type: "redacted_thinking", data: open.data });
    // A call without arguments streams none; clients parse what they get.
    else if (open.kind === "tool" && !open.saidAny) this.#toolArguments(open, JSON.stringify(open.input ?? {}), emit);
    else if (open.kind === "answer" && !open.saidAny) this.#answer(open, JSON.stringify(open.input ?? {}), emit);
  }

  #text(said: string, emit: EmitChunk): void {
    this.#show(this.#cutter.push(said), emit);
  }

  #show(text: string, emit: EmitChunk): void {
    if (this.#held === null) this.#writer.text(text, emit);
    else this.#held += text;
  }

  #think(open: OpenBlock & { kind: "thinking" }, delta: Fields, emit: EmitChunk): void {
    if (typeof delta["thinking"] === "string") {
      open.text += delta["thinking"];
      this.#writer.reasoning(delta["thinking"], emit);
    }
    if (typeof delta["signature"] === "string") open.signature += delta["signature"];
  }

  #keep(block: ThinkingBlock): void {
    this.#thinking.push(block);
    this.#unsealed.push(block);
  }

  /** Thoughts come before the call that they led to: its id carries them. */
  #openTool(open: OpenBlock & { kind: "tool" }, emit: EmitChunk): void {
    this.#names ??= mapToolNames(this.#call.request.tools, TOOL_NAME_RULES);
    const tool = { id: open.id, name: this.#names.toClient(open.name) };
    open.index = this.#writer.openTool(this.#unsealed.length === 0 ? tool : { ...tool, sealed: sealThinking(this.#unsealed) }, emit);
    this.#unsealed = [];
    this.#toolCalls++;
  }

  #toolArguments(open: OpenBlock & { kind: "tool" }, json: string, emit: EmitChunk): void {
    if (json === "" || open.index === null) return;
    open.saidAny = true;
    this.#writer.toolArguments(open.index, json, emit);
  }

  #answer(open: OpenBlock & { kind: "answer" }, json: string, emit: EmitChunk): void {
    // A second answer to one question would make the first unreadable.
    if (json === "" || (!open.saidAny && this.#answers > 0)) return;
    if (!open.saidAny) this.#answers++;
    open.saidAny = true;
    this.#writer.text(json, emit);
  }
}

function openBlock({ type, id, name, input, data, thinking, signature }: Fields): OpenBlock | null {
  if (type === "text") return { kind: "text" };
  if (type === "thinking") return { kind: "thinking", text: stringOf(thinking), signature: stringOf(signature) };
  if (type === "redacted_thinking") return { kind: "redacted", data: stringOf(data) };
  if (type !== "tool_use") return null;
  if (name === ANSWER_TOOL) return { kind: "answer", input, saidAny: false };
  return { kind: "tool", id: stringOf(id), name: stringOf(name), input, index: null, saidAny: false };
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
