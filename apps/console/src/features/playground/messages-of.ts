import type { JsonObject } from "@sluice/definition/json";
import type { Answer, Lane, Turn } from "./conversation.ts";

/**
 * The conversation as a lane's next call sends it. A lane that was opened later takes the other's answers for those it has not given itself.
 * What failed, and calls of tools that nobody has answered, are left out: providers refuse them.
 */
export function messagesOf(turns: readonly Turn[], lane: Lane, system: string): readonly JsonObject[] {
  const last = turns.at(-1);
  return [
    ...(system.trim() === "" ? [] : [{ role: "system", content: system }]),
    ...turns.flatMap((turn) => {
      const own = turn.answers[lane];
      const answers = own.length > 0 || turn === last ? own : turn.answers[lane === "first" ? "second" : "first"];
      return [userMessage(turn), ...answers.flatMap(answerMessages)];
    }),
  ];
}

function userMessage({ text, picture }: Turn): JsonObject {
  if (!picture) return { role: "user", content: text };
  const image = { type: "image_url", image_url: { url: picture.url } };
  return { role: "user", content: text.trim() === "" ? [image] : [{ type: "text", text }, image] };
}

function answerMessages({ state, text, refusal, toolCalls, results, extra }: Answer): readonly JsonObject[] {
  if (state === "failed" || state === "running") return [];
  const answered = results === null ? [] : toolCalls;
  if (text === "" && refusal === "" && answered.length === 0) return [];
  const message = {
    role: "assistant",
    content: text === "" ? null : text,
    ...(refusal === "" ? {} : { refusal }),
    ...(answered.length === 0 ? {} : { tool_calls: answered.map(writeCall) }),
    ...(extra === null ? {} : { extra_content: extra }),
  };
  return [message, ...answered.map(({ id }) => ({ role: "tool", tool_call_id: id, content: results?.[id] ?? "" }))];
}

function writeCall({ id, name, arguments: args, extra }: Answer["toolCalls"][number]): JsonObject {
  return { id, type: "function", function: { name, arguments: args }, ...(extra === null ? {} : { extra_content: extra }) };
}
