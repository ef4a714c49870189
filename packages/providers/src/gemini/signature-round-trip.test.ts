import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { sealToolCallId } from "../chat/sealed-signature.ts";
import { callOf } from "../chat/testing/chat-call.ts";
import { decodeCompletion } from "./decode-completion.ts";
import { answerOf, decodeStream, sseOf, streamCall, TOOLS, toldBy } from "./testing/answers.ts";
import { bodyOf } from "./testing/encoding.ts";
import { STAND_IN_SIGNATURE } from "./thought-signatures.ts";

const SIGNATURE = "ZXhhbS1zaWduYXR1cmU=";
const ANSWER = answerOf(
  [
    { text: "One moment." },
    { functionCall: { name: "get_weather", args: { city: "Oslo" } }, thoughtSignature: SIGNATURE },
    { functionCall: { name: "ping" } },
  ],
  { finishReason: "STOP" },
);
const ASKED = { role: "user", content: "Weather?" };

type Message = Readonly<Record<string, unknown>>;

function firstAnswer(answer: unknown = ANSWER): Message {
  const decoded = decodeCompletion(Buffer.from(JSON.stringify(answer)), callOf({ tools: TOOLS }, "gemini-3-pro-preview"));
  if (decoded instanceof Denial) throw new Error(decoded.message);
  return { ...decoded.completion.choices[0]?.message };
}

/** Only what OpenAI's own message has fields for. */
function plain(message: Message): Message {
  const calls = message["tool_calls"] as { id: string; function: unknown }[];
  return {
    role: "assistant",
    content: message["content"],
    tool_calls: calls.map(({ id, function: called }) => ({ id, type: "function", function: called })),
  };
}

function sentBack(message: Message, model?: string) {
  const results = ((message["tool_calls"] ?? []) as { id: string }[]).map(({ id }) => ({
    role: "tool",
    tool_call_id: id,
    content: "Rain",
  }));
  const { contents } = bodyOf({ messages: [ASKED, message, ...results, { role: "user", content: "So?" }], tools: TOOLS }, model);
  return contents;
}
const signaturesOf = (message: Message, model?: string) =>
  sentBack(message, model)[1]?.parts.map(({ thoughtSignature }) => thoughtSignature);

test("a call's signature comes back where it was, from clients that keep fields and from those that drop them", () => {
  const message = firstAnswer();
  for (const kept of [message, plain(message)]) expect(signaturesOf(kept)).toEqual([undefined, SIGNATURE, undefined]);
});

test("so it does out of a stream", () => {
  const said = toldBy(decodeStream([sseOf([ANSWER])], streamCall()).chunks);
  const tool_calls = said.calls.map(({ id, name, arguments: args }) => ({ id, type: "function", function: { name, arguments: args } }));
  expect(signaturesOf({ role: "assistant", content: said.text, tool_calls })).toEqual([undefined, SIGNATURE, undefined]);
});

test("the provider sees the same ids in calls and results, and no seal", () => {
  const [, calls, results] = sentBack(plain(firstAnswer()));
  const ids = calls?.parts.flatMap(({ functionCall }) => functionCall?.id ?? []);
  expect(ids).toEqual(["call_1_0", "call_1_1"]);
  expect(results?.parts.flatMap(({ functionResponse }) => functionResponse?.id ?? [])).toEqual(ids);
});

test("a text's signature comes back on the text, from clients that keep it", () => {
  const message = firstAnswer(answerOf([{ text: "Which " }, { text: "city?", thoughtSignature: SIGNATURE }], { finishReason: "STOP" }));
  expect(sentBack(message)[1]?.parts).toEqual([{ text: "Which city?", thoughtSignature: SIGNATURE }]);
});

test("a signature without text comes back in a part of its own", () => {
  const message = { role: "assistant", content: "", extra_content: { google: { thought_signature: SIGNATURE } } };
  expect(sentBack({ ...message, content: null, tool_calls: plain(firstAnswer())["tool_calls"] })[1]?.parts[0]).toEqual({
    text: "",
    thoughtSignature: SIGNATURE,
  });
});

test("a lost or foreign signature is replaced on the first call of the step, for models that want one", () => {
  const call = (id: string) => ({ id, type: "function", function: { name: "ping", arguments: "{}" } });
  const message = (...ids: string[]) => ({ role: "assistant", content: null, tool_calls: ids.map(call) });
  expect(signaturesOf(message("a", "b"))).toEqual([STAND_IN_SIGNATURE, undefined]);
  expect(signaturesOf(message("a", "b"), "gemini-2.5-flash")).toEqual([undefined, undefined]);
  expect(signaturesOf(message(sealToolCallId("a", ["claude", ["Hm.", "c2ln"]]) ?? ""))).toEqual([STAND_IN_SIGNATURE]);
  expect(
    signaturesOf({ ...message("a"), tool_calls: [{ ...call("a"), extra_content: { google: { thought_signature: "not base64!" } } }] }),
  ).toEqual([STAND_IN_SIGNATURE]);
});
