import { expect, test } from "vitest";
import { arrangeTurns } from "./arrange-turns.ts";
import { requestOf } from "./testing/chat-call.ts";

const arrange = (...messages: unknown[]) => {
  const { system, turns } = arrangeTurns(requestOf({ messages }));
  return {
    system: system.map(({ text }) => text),
    turns: turns.map((turn) =>
      turn.role === "assistant"
        ? [
            "assistant",
            ...turn.messages.flatMap((message) => [
              ...message.parts.map(({ text }) => text),
              ...message.toolCalls.map(({ id }) => `call ${id}`),
            ]),
          ]
        : [
            "user",
            ...turn.results.map(
              ({ toolCallId, parts }) => `${toolCallId}=${parts.map((part) => (part.type === "text" ? part.text : part.type)).join("+")}`,
            ),
            ...turn.parts.map((part) => (part.type === "text" ? part.text : part.type)),
          ],
    ),
  };
};
const say = (role: string, content: unknown) => ({ role, content });
const calls = (...ids: string[]) => ({
  role: "assistant",
  tool_calls: ids.map((id) => ({ id, type: "function", function: { name: "look", arguments: "{}" } })),
});
const result = (id: string, content: string) => ({ role: "tool", tool_call_id: id, content });

test("neighbours of one role are one turn, and roles alternate", () => {
  expect(arrange(say("user", "a"), say("user", "b"), say("assistant", "c"), say("assistant", "d"), say("user", "e")).turns).toEqual([
    ["user", "a", "b"],
    ["assistant", "c", "d"],
    ["user", "e"],
  ]);
});

test("system and developer messages go to the top in their order, wherever they stood", () => {
  expect(arrange(say("system", "one"), say("user", "a"), say("developer", "two"), say("assistant", "b"), say("user", "c"))).toEqual({
    system: ["one", "two"],
    turns: [
      ["user", "a"],
      ["assistant", "b"],
      ["user", "c"],
    ],
  });
});

test("a system message that the model is to answer is the user's", () => {
  expect(arrange(say("system", "one"), say("system", "two"))).toEqual({ system: ["one"], turns: [["user", "two"]] });
  expect(arrange(say("user", "a"), say("assistant", "b"), say("system", "go on"))).toEqual({
    system: [],
    turns: [
      ["user", "a"],
      ["assistant", "b"],
      ["user", "go on"],
    ],
  });
});

test("results stand in the order of their calls, before what the user says", () => {
  expect(arrange(say("user", "a"), calls("x", "y"), result("y", "2"), say("user", "so?"), result("x", "1")).turns[2]).toEqual([
    "user",
    "x=1",
    "y=2",
    "so?",
  ]);
});

test("a second result of one call goes on where the first ended", () => {
  expect(arrange(say("user", "a"), calls("x"), result("x", "1"), result("x", "2")).turns[2]).toEqual(["user", "x=1+2"]);
});

test("messages without content leave no turn behind", () => {
  expect(arrange(say("user", "a"), say("assistant", ""), say("user", ""), say("user", "b")).turns).toEqual([["user", "a", "b"]]);
});
