import { describe, expect, test } from "vitest";
import { type Answer, newAnswer, newTurn, type Turn } from "./conversation.ts";
import { messagesOf } from "./messages-of.ts";

const answer = (change: Partial<Answer>): Answer => ({ ...newAnswer("a", "m"), state: "done", ...change });
const turn = (text: string, first: readonly Answer[], second: readonly Answer[] = []): Turn => ({
  ...newTurn("t", { text, picture: null }),
  answers: { first, second },
});
const call = { id: "call_1", name: "get_weather", arguments: "{}", extra: { google: { thought_signature: "s" } } };

describe("messagesOf", () => {
  test("tells the conversation in order, the system prompt first, a picture beside its text", () => {
    const last = newTurn("l", { text: "And this?", picture: { name: "a.png", url: "data:image/png;base64,AA" } });
    expect(messagesOf([turn("Hello", [answer({ text: "Hi." })]), last], "first", "Be brief.")).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Hi." },
      {
        role: "user",
        content: [
          { type: "text", text: "And this?" },
          { type: "image_url", image_url: { url: "data:image/png;base64,AA" } },
        ],
      },
    ]);
  });

  test("sends calls of tools with their results, and what their provider wants back", () => {
    const asked = answer({ toolCalls: [call], results: { call_1: "21 °C" }, extra: { anthropic: { thinking_blocks: [] } } });
    expect(messagesOf([turn("Weather?", [asked])], "first", "")).toEqual([
      { role: "user", content: "Weather?" },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          {
            id: "call_1",
            type: "function",
            function: { name: "get_weather", arguments: "{}" },
            extra_content: { google: { thought_signature: "s" } },
          },
        ],
        extra_content: { anthropic: { thinking_blocks: [] } },
      },
      { role: "tool", tool_call_id: "call_1", content: "21 °C" },
    ]);
  });

  test("leaves out what failed and calls that nobody answered, and keeps what was said before a stop", () => {
    const turns = [
      turn("One", [answer({ state: "failed", text: "Half" })]),
      turn("Two", [answer({ toolCalls: [call] })]),
      turn("Three", [answer({ state: "stopped", text: "As far as" })]),
      turn("Four", []),
    ];
    expect(messagesOf(turns, "first", "").map(({ content }) => content)).toEqual(["One", "Two", "Three", "As far as", "Four"]);
  });

  test("gives a lane that was opened later the other's answers, but not to what it is asked now", () => {
    const turns = [turn("One", [answer({ text: "First's" })]), turn("Two", [answer({ text: "First's second" })])];
    expect(messagesOf(turns, "second", "").map(({ content }) => content)).toEqual(["One", "First's", "Two"]);
  });
});
