import type { Framing, SseEvent, StreamAnswer } from "../http/answer.ts";
import { pieces } from "../mind/pieces.ts";
import { countTokens } from "../mind/tokens.ts";
import { paceOf } from "../pace.ts";
import type { World } from "../world.ts";
import { tail } from "./content.ts";
import type { Candidate, Plan } from "./plan.ts";
import { OVERLOADED } from "./refusal.ts";

/** An answer in pieces, each a whole answer by itself: as server-sent events, or as one list of JSON. */
export function streamContent(plan: Plan, isSse: boolean, world: World): StreamAnswer {
  return {
    kind: "stream",
    ...(isSse ? {} : { framing: JSON_LIST }),
    events: events(plan, paceOf(plan.model.behaviour, world)),
    failure: () => [{ data: JSON.stringify({ error: OVERLOADED }) }],
  };
}

/** What Google sends when nobody says `alt=sse`. */
const JSON_LIST: Framing = {
  contentType: "application/json; charset=UTF-8",
  frame: ({ data }, index) => `${index === 0 ? "[" : ",\r\n"}${data}`,
  end: "\n]",
  half: ',\r\n{"candidates": [',
};

function* events(plan: Plan, delayMs: number): Generator<SseEvent> {
  const { tally } = plan;
  let said = 0;
  for (const [index, candidate] of plan.candidates.entries()) {
    const steps = stepsOf(candidate);
    const isLastCandidate = index === plan.candidates.length - 1;
    for (const [step, part] of steps.entries()) {
      const isLast = step === steps.length - 1;
      // A running count: rounding up each piece runs ahead of the final count, which it never passes.
      said = isLast && isLastCandidate ? tally.said : Math.min(said + costOf(part), tally.said);
      const ending = isLast ? { finishReason: candidate.finishReason } : {};
      const candidates = [{ content: { parts: [part], role: "model" }, ...ending, index }];
      yield { data: JSON.stringify({ candidates, ...tail(plan, { ...tally, said }) }), delayMs };
    }
  }
}

/** One part a piece; the signature of a text comes after it, beside an empty one. */
function stepsOf({ thoughts, text, calls, signature }: Candidate): readonly object[] {
  const steps: object[] = [
    ...pieces(thoughts).map((piece) => ({ text: piece, thought: true })),
    ...pieces(text ?? "").map((piece) => ({ text: piece })),
    ...calls,
  ];
  if (signature !== null) steps.push({ text: "", thoughtSignature: signature });
  return steps.length > 0 ? steps : [{ text: "" }];
}

function costOf(part: object): number {
  return "text" in part && typeof part.text === "string" && !("thought" in part) ? countTokens(part.text) : 0;
}
