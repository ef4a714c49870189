import { type Answer, LANES, type Turn } from "./conversation.ts";

/** For screen readers: that somebody answers, then the answer as a whole. Word by word it would never end. */
export function Spoken({ turns }: { readonly turns: readonly Turn[] }) {
  const last = turns.at(-1);
  const words = last ? LANES.flatMap((lane) => last.answers[lane].slice(-1)).map(wordsOf) : [];
  return (
    <div role="status" className="sr-only">
      {words.join(" ")}
    </div>
  );
}

function wordsOf({ model, state, text, refusal, toolCalls, problem }: Answer): string {
  if (state === "running") return `${model} is answering.`;
  if (state === "failed") return `${model} did not answer: ${problem?.message ?? ""}`;
  const calls = toolCalls.length > 0 ? ` It calls ${toolCalls.map(({ name }) => name).join(", ")}.` : "";
  return `${model}${state === "stopped" ? ", stopped" : ""}: ${text || refusal}${calls}`;
}
