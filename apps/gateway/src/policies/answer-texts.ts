import { fieldsOf } from "@sluice/definition/json";
import type { TextPlace } from "@sluice/policies/policy";
import type { CallKind } from "../pipeline/read-call.ts";

type Fields = Record<string, unknown>;

/** A text of an answer and the object that holds it, so that another can be written in its place. */
export interface AnswerText {
  readonly place: TextPlace;
  readonly holder: Fields;
  readonly key: string;
}

/** The texts of a whole answer, in the order in which they are shown. */
export function answerTexts(kind: CallKind, body: Fields): readonly AnswerText[] {
  return READERS[kind](body);
}

type Reader = (body: Fields) => readonly AnswerText[];
const none: Reader = () => [];

const READERS: Readonly<Record<CallKind, Reader>> = {
  chat: (body) => list(body["choices"]).flatMap((choice) => messageTexts(fieldsOf(choice["message"]), index(choice))),
  completions: (body) => list(body["choices"]).flatMap((choice) => text(choice, "text", content(index(choice)))),
  responses: (body) => outputTexts(body["output"]),
  messages: (body) => list(body["content"]).flatMap((block, at) => blockTexts(block, at)),
  embeddings: none,
  count: none,
  other: none,
};

/** A chat's message, or a piece of one. */
export function messageTexts(message: Fields, choice: string): readonly AnswerText[] {
  return [
    ...text(message, "reasoning_content", { kind: "reasoning", id: choice }),
    ...text(message, "content", content(choice)),
    ...text(message, "refusal", { kind: "refusal", id: choice }),
    ...list(message["tool_calls"]).flatMap((call, at) =>
      text(fieldsOf(call["function"]), "arguments", { kind: "tool_arguments", id: `${choice}.${index(call, at)}` }),
    ),
  ];
}

/** The items of a response: messages, thoughts, calls of tools. */
export function outputTexts(output: unknown): readonly AnswerText[] {
  return list(output).flatMap((item, at) => itemTexts(item, at));
}

export function itemTexts(item: Fields, at: number): readonly AnswerText[] {
  return [
    ...list(item["summary"]).flatMap((part, partAt) => text(part, "text", { kind: "reasoning", id: `${at}.s${partAt}` })),
    ...list(item["content"]).flatMap((part, partAt) => partTexts(part, `${at}.${partAt}`, item["type"] === "reasoning")),
    ...text(item, "arguments", { kind: "tool_arguments", id: String(at) }),
  ];
}

export function partTexts(part: Fields, id: string, isThought = false): readonly AnswerText[] {
  return [
    ...text(part, "text", isThought ? { kind: "reasoning", id: `r${id}` } : content(id)),
    ...text(part, "refusal", { kind: "refusal", id }),
  ];
}

function blockTexts(block: Fields, at: number): readonly AnswerText[] {
  const id = String(at);
  const own = [...text(block, "thinking", { kind: "reasoning", id }), ...text(block, "text", content(id))];
  return block["type"] === "tool_use" ? [...own, ...leaves(fieldsOf(block["input"]), { kind: "tool_arguments", id })] : own;
}

/** Arguments nested deeper come from no model. */
const DEEPEST = 64;

/** Each text in a tool's arguments is a place of its own: they are whole here. */
function leaves(holder: Fields, place: TextPlace, depth = 0): readonly AnswerText[] {
  if (depth > DEEPEST) return [];
  return Object.entries(holder).flatMap(([key, value]) => {
    const inside: TextPlace = { ...place, id: `${place.id}/${key}`, plain: true };
    if (typeof value === "string") return text(holder, key, inside);
    return typeof value === "object" && value !== null ? leaves(value as Fields, inside, depth + 1) : [];
  });
}

export function content(id: string): TextPlace {
  return { kind: "content", id };
}

export function text(holder: Fields, key: string, place: TextPlace): readonly AnswerText[] {
  return typeof holder[key] === "string" ? [{ place, holder, key }] : [];
}

export function index(item: Fields, fallback = 0): string {
  return String(typeof item["index"] === "number" ? item["index"] : fallback);
}

export function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}
