import { isObject, type Json } from "../json.ts";
import type { Turn } from "../mind/conversation.ts";
import { countPromptTokens } from "../mind/conversation.ts";
import { digest } from "../mind/digest.ts";
import { pieces } from "../mind/pieces.ts";
import { think } from "../mind/think.ts";
import { countTokens } from "../mind/tokens.ts";
import type { SimulatedModel } from "./models.ts";

const SUPPORTED = "'session.update', 'conversation.item.create', 'response.create', and 'response.cancel'";

/** A conversation of text over a socket (https://platform.openai.com/docs/api-reference/realtime). Tools and sound are not simulated. */
export class RealtimeSession {
  readonly #model: SimulatedModel;
  readonly #send: (event: Json) => void;
  #turns: readonly Turn[] = [];
  #settings: Json = {};
  #events = 0;
  #lastItem: string | null = null;

  constructor(model: SimulatedModel, send: (event: Json) => void) {
    this.#model = model;
    this.#send = send;
  }

  open(): void {
    this.#say("session.created", { session: this.#session() });
  }

  receive(text: string): void {
    const event = parse(text);
    if (isObject(event)) this.#obey(event, typeof event["event_id"] === "string" ? event["event_id"] : null);
    else this.#refuse("Invalid JSON: could not parse the event.", "invalid_json", null);
  }

  #obey(event: Json, eventId: string | null): void {
    switch (event["type"]) {
      case "session.update":
        this.#settings = { ...this.#settings, ...(isObject(event["session"]) ? event["session"] : {}) };
        this.#say("session.updated", { session: this.#session() });
        break;
      case "conversation.item.create":
        if (isObject(event["item"]) && event["item"]["type"] === "message") this.#addItem(event["item"]);
        else this.#refuse("Only items of type 'message' are simulated.", "invalid_value", eventId);
        break;
      case "response.create":
        this.#respond();
        break;
      case "response.cancel":
        this.#refuse("Cancellation failed: no active response found", "response_cancel_not_active", eventId);
        break;
      default:
        this.#refuse(`Invalid value: '${String(event["type"])}'. Supported values are: ${SUPPORTED}.`, "invalid_value", eventId);
    }
  }

  #session(): Json {
    const own = {
      type: "realtime",
      object: "realtime.session",
      id: `sess_${digest(this.#model.id)}`,
      model: this.#model.id,
      output_modalities: ["text"],
    };
    return { ...own, instructions: "", tools: [], tool_choice: "auto", ...this.#settings };
  }

  #addItem(item: Json): void {
    const parts = Array.isArray(item["content"]) ? item["content"].filter(isObject) : [];
    const text = parts.map((part) => (typeof part["text"] === "string" ? part["text"] : "")).join("\n");
    const role = item["role"] === "assistant" || item["role"] === "user" ? item["role"] : "system";
    this.#turns = [...this.#turns, { role, text }];
    const id = typeof item["id"] === "string" ? item["id"] : this.#nextId("item");
    this.#announce({ id, object: "realtime.item", status: "completed", ...item });
  }

  /** An item that is complete as it comes. */
  #announce(item: Json): void {
    const place = { previous_item_id: this.#lastItem, item };
    this.#lastItem = String(item["id"]);
    this.#say("conversation.item.added", place);
    this.#say("conversation.item.done", place);
  }

  #respond(): void {
    const thought = think(
      { turns: this.#turns, tools: [], toolChoice: { mode: "none" }, parallelCalls: false, format: { kind: "text" } },
      this.#model.behaviour,
    );
    const text = thought.kind === "text" ? thought.text : "";
    const response = { object: "realtime.response", id: this.#nextId("resp"), output_modalities: ["text"], status_details: null };
    const item = { id: this.#nextId("item"), object: "realtime.item", type: "message", role: "assistant" };
    const at = { response_id: response.id, item_id: item.id, output_index: 0, content_index: 0 };
    this.#say("response.created", { response: { ...response, status: "in_progress", output: [], usage: null } });
    this.#say("response.output_item.added", {
      response_id: response.id,
      output_index: 0,
      item: { ...item, status: "in_progress", content: [] },
    });
    this.#say("response.content_part.added", { ...at, part: { type: "text", text: "" } });
    for (const delta of pieces(text)) this.#say("response.output_text.delta", { ...at, delta });
    this.#say("response.output_text.done", { ...at, text });
    this.#say("response.content_part.done", { ...at, part: { type: "text", text } });
    const done = { ...item, status: "completed", content: [{ type: "output_text", text }] };
    this.#say("response.output_item.done", { response_id: response.id, output_index: 0, item: done });
    this.#say("response.done", { response: { ...response, status: "completed", output: [done], usage: this.#usage(text) } });
    this.#turns = [...this.#turns, { role: "assistant", text }];
    this.#lastItem = item.id;
  }

  #usage(text: string): Json | null {
    if (this.#model.behaviour.kind === "usage-none") return null;
    const input = countPromptTokens({ turns: this.#turns, tools: [] });
    const output = countTokens(text);
    return {
      total_tokens: input + output,
      input_tokens: input,
      output_tokens: output,
      input_token_details: { text_tokens: input, audio_tokens: 0, image_tokens: 0, cached_tokens: 0 },
      output_token_details: { text_tokens: output, audio_tokens: 0 },
    };
  }

  #refuse(message: string, code: string, eventId: string | null): void {
    this.#say("error", { error: { type: "invalid_request_error", code, message, param: null, event_id: eventId } });
  }

  #say(type: string, fields: Json): void {
    this.#send({ type, event_id: this.#nextId("event"), ...fields });
  }

  #nextId(kind: string): string {
    this.#events += 1;
    return `${kind}_${digest(`${this.#model.id}/${this.#events}`, 20)}`;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
