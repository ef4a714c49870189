import type { TextPlace } from "@sluice/policies/policy";
import type { CallKind } from "../pipeline/read-call.ts";

type Fields = Record<string, unknown>;

/** An event like one that has carried a piece of a text, with nothing in it but `rest`. */
export function carrierEvent(kind: CallKind, like: Fields, { place, rest }: { readonly place: TextPlace; readonly rest: string }): Fields {
  if (kind === "responses") return { ...like, delta: rest };
  if (kind === "messages") return { ...like, delta: messageDelta(like, rest) };
  const { usage: _usage, ...chunk } = like;
  const [choice, call] = place.id.split(".").map(Number);
  const said = kind === "chat" ? { delta: chatDelta(place, rest, call) } : { text: rest };
  return { ...chunk, choices: [{ index: choice, ...said, logprobs: null, finish_reason: null }] };
}

function messageDelta(like: Fields, rest: string): Fields {
  const delta = like["delta"] as Fields;
  return Object.fromEntries(Object.entries(delta).map(([key, value]) => [key, key === "type" ? value : rest]));
}

const CHAT_KEYS = { content: "content", reasoning: "reasoning_content", refusal: "refusal" } as const;

function chatDelta({ kind }: TextPlace, rest: string, call: number | undefined): Fields {
  if (kind === "tool_arguments") return { tool_calls: [{ index: call ?? 0, function: { arguments: rest } }] };
  return { [CHAT_KEYS[kind]]: rest };
}
