import { functionCallItem, type ItemStatus, messageItem, reasoningItem, refusalPart, summaryPart, textPart } from "./output-items.ts";

/** Where an item stands, and how its events are said. */
export interface Place {
  readonly index: number;
  readonly id: string;
  readonly say: (type: string, data: object) => void;
}

/** An item of which more may come. */
export interface OpenItem {
  /** Says that nothing more comes of it, and gives it. */
  close(status: ItemStatus): object;
}

export class MessageItem implements OpenItem {
  readonly #place: Place;
  readonly #parts: object[] = [];
  #kind: "text" | "refusal" | null = null;
  #said = "";

  constructor(place: Place) {
    this.#place = place;
    place.say("response.output_item.added", { output_index: place.index, item: messageItem(place.id, [], "in_progress") });
  }

  text(text: string): void {
    this.#in("text");
    this.#said += text;
    this.#say("response.output_text.delta", { delta: text, logprobs: [] });
  }

  refuse(text: string): void {
    this.#in("refusal");
    this.#said += text;
    this.#say("response.refusal.delta", { delta: text });
  }

  close(status: ItemStatus): object {
    if (this.#kind === null) this.#in("text");
    this.#endPart();
    const item = messageItem(this.#place.id, this.#parts, status);
    this.#place.say("response.output_item.done", { output_index: this.#place.index, item });
    return item;
  }

  #in(kind: "text" | "refusal"): void {
    if (this.#kind === kind) return;
    if (this.#kind !== null) this.#endPart();
    this.#kind = kind;
    this.#said = "";
    this.#say("response.content_part.added", { part: kind === "text" ? textPart("") : refusalPart("") });
  }

  #endPart(): void {
    const isText = this.#kind === "text";
    const part = isText ? textPart(this.#said) : refusalPart(this.#said);
    if (isText) this.#say("response.output_text.done", { text: this.#said, logprobs: [] });
    else this.#say("response.refusal.done", { refusal: this.#said });
    this.#say("response.content_part.done", { part });
    this.#parts.push(part);
  }

  #say(type: string, data: object): void {
    const { id, index, say } = this.#place;
    say(type, { item_id: id, output_index: index, content_index: this.#parts.length, ...data });
  }
}

export class ReasoningItem implements OpenItem {
  readonly #place: Place;
  #said = "";

  constructor(place: Place) {
    this.#place = place;
    place.say("response.output_item.added", { output_index: place.index, item: reasoningItem(place.id, null) });
    this.#say("response.reasoning_summary_part.added", { part: summaryPart("") });
  }

  add(text: string): void {
    this.#said += text;
    this.#say("response.reasoning_summary_text.delta", { delta: text });
  }

  close(): object {
    this.#say("response.reasoning_summary_text.done", { text: this.#said });
    this.#say("response.reasoning_summary_part.done", { part: summaryPart(this.#said) });
    const item = reasoningItem(this.#place.id, this.#said);
    this.#place.say("response.output_item.done", { output_index: this.#place.index, item });
    return item;
  }

  #say(type: string, data: object): void {
    const { id, index, say } = this.#place;
    say(type, { item_id: id, output_index: index, summary_index: 0, ...data });
  }
}

export class CallItem implements OpenItem {
  readonly #place: Place;
  readonly #call: { readonly callId: string; readonly name: string };
  #arguments = "";

  constructor(place: Place, call: { readonly callId: string; readonly name: string }) {
    this.#place = place;
    this.#call = call;
    const item = functionCallItem(place.id, { ...call, arguments: "" }, "in_progress");
    place.say("response.output_item.added", { output_index: place.index, item });
  }

  add(json: string): void {
    this.#arguments += json;
    const { id, index, say } = this.#place;
    say("response.function_call_arguments.delta", { item_id: id, output_index: index, delta: json });
  }

  close(status: ItemStatus): object {
    const { id, index, say } = this.#place;
    const { name } = this.#call;
    say("response.function_call_arguments.done", { item_id: id, output_index: index, name, arguments: this.#arguments });
    const item = functionCallItem(id, { ...this.#call, arguments: this.#arguments }, status);
    say("response.output_item.done", { output_index: index, item });
    return item;
  }
}
