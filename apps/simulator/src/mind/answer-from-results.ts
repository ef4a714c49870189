import type { Turn } from "./conversation.ts";

/** A result can be a whole page: enough of it to show that it was read. */
const MAX_RESULT_LENGTH = 600;

/** A sentence or two that hands on what the tools answered since the user spoke. */
export function answerFromResults(turns: readonly Turn[]): string {
  const since = turns.slice(turns.findLastIndex((turn) => turn.role === "user") + 1);
  const names = new Map(since.flatMap((turn) => turn.calls ?? []).map((call) => [call.id, call.name]));
  const found = since
    .filter((turn) => turn.role === "tool")
    .map((turn) => `${names.get(turn.callId ?? "") ?? "the tool"} says ${inWords(turn.text)}`);
  return `I asked, and here is what came back: ${found.join("; ")}. A simulator adds nothing to that, which is rare and restful.`;
}

/** `{"temperature":21,"unit":"C"}` → "temperature 21, unit C". */
function inWords(result: string): string {
  const value = parsed(result);
  const words = typeof value === "object" && value !== null ? flat(value) : String(value);
  const text = words.trim() === "" ? "nothing at all" : words.trim().replace(/[.\s]+$/, "");
  return text.length > MAX_RESULT_LENGTH ? `${text.slice(0, MAX_RESULT_LENGTH)}…` : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function flat(value: object): string {
  const word = (inner: unknown) => (typeof inner === "object" && inner !== null ? JSON.stringify(inner) : String(inner));
  if (Array.isArray(value)) return value.map(word).join(", ");
  return Object.entries(value)
    .map(([name, inner]) => `${name.replaceAll("_", " ")} ${word(inner)}`)
    .join(", ");
}
