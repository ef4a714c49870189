import { answer } from "./answer.ts";
import { answerFromResults } from "./answer-from-results.ts";
import type { Behaviour } from "./behaviour.ts";
import { chooseCalls, type PlannedCall } from "./choose-calls.ts";
import { type Conversation, lastUserText, MAX_READ } from "./conversation.ts";
import { schemaExample } from "./schema-example.ts";

export type Thought = { readonly kind: "text"; readonly text: string } | { readonly kind: "calls"; readonly calls: readonly PlannedCall[] };

const FAST_ANSWER = "This is the simulator at full speed: a short answer, always the same, so that only the way here and back is measured.";

/** What the model says next: text, or calls of tools. The same conversation always gets the same; `variant` tells the choices of `n` apart. */
export function think(conversation: Conversation, behaviour: Behaviour, variant = 0): Thought {
  if (behaviour.kind === "fast") return { kind: "text", text: FAST_ANSWER };
  if (behaviour.kind === "chunks")
    return { kind: "text", text: Array.from({ length: behaviour.count }, (_, index) => `${index + 1} `).join("") };
  if (behaviour.kind !== "echo" || conversation.toolChoice.mode === "required") {
    const calls = chooseCalls(conversation);
    if (calls.length > 0) return { kind: "calls", calls };
  }
  if (behaviour.kind === "echo") return { kind: "text", text: lastUserText(conversation) };
  return { kind: "text", text: write(conversation, variant) };
}

function write(conversation: Conversation, variant: number): string {
  const { turns, format } = conversation;
  const text = turns.at(-1)?.role === "tool" ? answerFromResults(turns) : answer(turns, variant);
  if (format.kind === "text") return text;
  if (format.kind === "json") return JSON.stringify({ answer: text });
  return JSON.stringify(schemaExample(format.schema, { text: lastUserText(conversation).slice(0, MAX_READ), answer: text }));
}
