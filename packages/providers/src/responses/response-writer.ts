import type { ChatChunk, ChatDelta, ToolCallDelta } from "@sluice/wire/chat";
import type { Denial } from "@sluice/wire/denial";
import { writeEvent } from "@sluice/wire/sse";
import type { TokenUsage } from "@sluice/wire/usage";
import type { AnswerContext, AnswerWriter } from "../inbound-format.ts";
import { responsesErrorEvent } from "./error-event.ts";
import { CallItem, MessageItem, type OpenItem, type Place, ReasoningItem } from "./open-items.ts";
import { type ItemStatus, imageItem, itemId } from "./output-items.ts";
import { cutReason, writeResponse } from "./write-response.ts";

/** A chat's chunks as the Responses API's typed events: items open one after the other, and everything is said again when it is whole. */
export class ResponseWriter implements AnswerWriter {
  readonly #context: AnswerContext;
  readonly #output: object[] = [];
  #sequence = 0;
  #begun = false;
  #model = "";
  #open: OpenItem | null = null;
  /** The chat's index of the call that is open. */
  #callIndex = -1;
  #finish: string | null = null;
  #batch = "";
  readonly #say = (type: string, data: object): void => {
    this.#batch += writeEvent(JSON.stringify({ type, sequence_number: this.#sequence++, ...data }), type);
  };

  constructor(context: AnswerContext) {
    this.#context = context;
  }

  chunk(chunk: ChatChunk): string {
    const [choice] = chunk.choices;
    if (!choice) return "";
    this.#model = chunk.model;
    this.#begin();
    if (choice.finish_reason !== null) this.#finish = choice.finish_reason;
    this.#delta(choice.delta);
    return this.#take();
  }

  end(usage: TokenUsage): string {
    this.#begin();
    if (this.#open === null && this.#output.length === 0) this.#message();
    const finish = this.#finish ?? "stop";
    const isCut = cutReason(finish) !== null;
    this.#close(isCut ? "incomplete" : "completed");
    const response = writeResponse(this.#context, { model: this.#model, output: this.#output, finish, usage });
    this.#say(isCut ? "response.incomplete" : "response.completed", { response });
    return this.#take();
  }

  fail(denial: Denial): string {
    return this.#take() + responsesErrorEvent(denial, this.#sequence++);
  }

  #take(): string {
    const batch = this.#batch;
    this.#batch = "";
    return batch;
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    const response = writeResponse(this.#context, { model: this.#model, output: [], finish: null, usage: null });
    this.#say("response.created", { response });
    this.#say("response.in_progress", { response });
  }

  #delta({ reasoning_content: reasoning, content, refusal, images, tool_calls: calls }: ChatDelta): void {
    if (reasoning) this.#reasoning().add(reasoning);
    if (content) this.#message().text(content);
    if (refusal) this.#message().refuse(refusal);
    for (const image of images ?? []) {
      this.#close();
      const place = this.#place("image");
      const item = imageItem(place.id, image);
      this.#say("response.output_item.added", { output_index: place.index, item: { ...item, status: "in_progress", result: null } });
      this.#say("response.output_item.done", { output_index: place.index, item });
      this.#output.push(item);
    }
    for (const call of calls ?? []) this.#call(call);
  }

  #reasoning(): ReasoningItem {
    if (this.#open instanceof ReasoningItem) return this.#open;
    return this.#opened((place) => new ReasoningItem(place), "reasoning");
  }

  #message(): MessageItem {
    if (this.#open instanceof MessageItem) return this.#open;
    return this.#opened((place) => new MessageItem(place), "message");
  }

  #call({ index, id, function: called }: ToolCallDelta): void {
    const isNew = !(this.#open instanceof CallItem) || this.#callIndex !== index;
    if (isNew) {
      const made = { callId: id ?? "", name: called?.name ?? "" };
      this.#opened((place) => new CallItem(place, made), "call");
      this.#callIndex = index;
    }
    if (this.#open instanceof CallItem && called?.arguments) this.#open.add(called.arguments);
  }

  #opened<Item extends OpenItem>(make: (place: Place) => Item, kind: Parameters<typeof itemId>[0]): Item {
    this.#close();
    const item = make(this.#place(kind));
    this.#open = item;
    return item;
  }

  #place(kind: Parameters<typeof itemId>[0]): Place {
    const index = this.#output.length;
    return { index, id: itemId(kind, this.#context.requestId, index), say: this.#say };
  }

  #close(status: ItemStatus = "completed"): void {
    if (this.#open === null) return;
    this.#output.push(this.#open.close(status));
    this.#open = null;
  }
}
