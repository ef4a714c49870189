import { fieldsOf } from "@sluice/definition/json";
import type { TextPlace } from "@sluice/policies/policy";
import type { CallKind } from "../pipeline/read-call.ts";
import { type AnswerText, content, index, itemTexts, list, messageTexts, outputTexts, partTexts, text } from "./answer-texts.ts";

type Fields = Record<string, unknown>;

/** What one event of a stream says of the answer's texts. */
export interface EventTexts {
  /** Pieces of texts. */
  readonly pieces: readonly AnswerText[];
  /** Texts that the event says once more, whole. */
  readonly repeated: readonly AnswerText[];
  /** Which texts have their end with this event: a test of places, or none. */
  readonly ends: ((place: TextPlace) => boolean) | null;
}

const NOTHING: EventTexts = { pieces: [], repeated: [], ends: null };

export function eventTexts(kind: CallKind, event: Fields): EventTexts {
  return READERS[kind]?.(event) ?? NOTHING;
}

const READERS: Partial<Record<CallKind, (event: Fields) => EventTexts>> = {
  chat: (event) => ofChoices(event, (choice) => messageTexts(fieldsOf(choice["delta"]), index(choice))),
  completions: (event) => ofChoices(event, (choice) => text(choice, "text", content(index(choice)))),
  responses: ofResponse,
  messages: ofMessage,
};

function ofChoices(event: Fields, piecesOf: (choice: Fields) => readonly AnswerText[]): EventTexts {
  const choices = list(event["choices"]);
  const ended = choices.filter((choice) => typeof choice["finish_reason"] === "string").map((choice) => index(choice));
  return {
    pieces: choices.flatMap(piecesOf),
    repeated: [],
    ends: ended.length === 0 ? null : ({ id }) => ended.some((choice) => id === choice || id.startsWith(`${choice}.`)),
  };
}

/** The events of the Responses API that carry a piece, and those that say it again when it is whole. */
const RESPONSE_PIECES: Readonly<Record<string, (event: Fields) => TextPlace>> = {
  "response.output_text.delta": (event) => content(partId(event)),
  "response.refusal.delta": (event) => ({ kind: "refusal", id: partId(event) }),
  "response.reasoning_text.delta": (event) => ({ kind: "reasoning", id: `r${partId(event)}` }),
  "response.reasoning_summary_text.delta": (event) => ({
    kind: "reasoning",
    id: `${number(event, "output_index")}.s${number(event, "summary_index")}`,
  }),
  "response.function_call_arguments.delta": (event) => ({ kind: "tool_arguments", id: number(event, "output_index") }),
};
const REPEATED_KEYS: Readonly<Record<string, string>> = {
  "response.output_text.done": "text",
  "response.refusal.done": "refusal",
  "response.reasoning_text.done": "text",
  "response.reasoning_summary_text.done": "text",
  "response.function_call_arguments.done": "arguments",
};

function ofResponse(event: Fields): EventTexts {
  const type = String(event["type"]);
  const piece = RESPONSE_PIECES[type];
  if (piece) return { pieces: text(event, "delta", piece(event)), repeated: [], ends: null };
  const key = REPEATED_KEYS[type];
  if (key) {
    const place = RESPONSE_PIECES[type.replace(/\.done$/, ".delta")]?.(event);
    if (!place) return NOTHING;
    return { pieces: [], repeated: text(event, key, place), ends: (other) => other.kind === place.kind && other.id === place.id };
  }
  return { ...NOTHING, repeated: repeatedParts(type, event), ends: endOfResponse(type) };
}

function repeatedParts(type: string, event: Fields): readonly AnswerText[] {
  if (type === "response.content_part.done") return partTexts(fieldsOf(event["part"]), partId(event));
  if (type === "response.reasoning_summary_part.done")
    return text(fieldsOf(event["part"]), "text", {
      kind: "reasoning",
      id: `${number(event, "output_index")}.s${number(event, "summary_index")}`,
    });
  if (type === "response.output_item.done") return itemTexts(fieldsOf(event["item"]), Number(event["output_index"] ?? 0));
  return outputTexts(fieldsOf(event["response"])["output"]);
}

function endOfResponse(type: string): EventTexts["ends"] {
  return type === "response.completed" || type === "response.incomplete" ? () => true : null;
}

const MESSAGE_PIECES: Readonly<Record<string, { readonly key: string; readonly kind: TextPlace["kind"] }>> = {
  text_delta: { key: "text", kind: "content" },
  thinking_delta: { key: "thinking", kind: "reasoning" },
  input_json_delta: { key: "partial_json", kind: "tool_arguments" },
};

function ofMessage(event: Fields): EventTexts {
  const id = index(event);
  if (event["type"] === "content_block_stop") return { ...NOTHING, ends: (place) => place.id === id };
  if (event["type"] === "message_stop") return { ...NOTHING, ends: () => true };
  if (event["type"] !== "content_block_delta") return NOTHING;
  const delta = fieldsOf(event["delta"]);
  const piece = MESSAGE_PIECES[String(delta["type"])];
  return piece ? { ...NOTHING, pieces: text(delta, piece.key, { kind: piece.kind, id }) } : NOTHING;
}

function partId(event: Fields): string {
  return `${number(event, "output_index")}.${number(event, "content_index")}`;
}

function number(event: Fields, key: string): string {
  return String(typeof event[key] === "number" ? event[key] : 0);
}
