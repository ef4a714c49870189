import { expect, test } from "vitest";
import { answer } from "./answer.ts";

const says = (text: string) => answer([{ role: "user", text }]);

test.each([
  ["Say this is a test", "This is a test."],
  ["Reply with exactly: pong", "pong"],
  ['Please say "good night"', "good night"],
  ["Count to five", "1, 2, 3, 4, 5."],
])("answers %j with the words themselves", (asked, expected) => {
  expect(says(asked)).toBe(expected);
});

test.each([
  ["What is 6 * 7?", "6 * 7 is 42"],
  ["How much is 10 divided by 4?", "is 2.5"],
  ["What is 1/0?", "divide by zero"],
  ["What is the capital of Norway?", "Oslo"],
  ["Explain what an LLM gateway does", "one door in front of every model"],
  ["What is the best way to brew tea?", "the best way to brew tea"],
  ["Why is the sky blue?", "“Why is the sky blue?”"],
  ["Summarize: The cat sat. It purred.", "The cat sat"],
])("answers %j with something about it", (asked, expected) => {
  expect(says(asked)).toContain(expected);
});

test.each(["Hello!", "Tell me about whales", "Why is the sky blue?", "Who are you?", "What is a token?", "Is it 24/7?", "Will it rain?"])(
  "says to %j once that it is a simulator, and always says the same",
  (asked) => {
    expect(says(asked).match(/simulator/g)).toHaveLength(1);
    expect(says(asked)).toBe(says(asked));
  },
);

test("remembers what it was told in the same conversation", () => {
  const turns = [
    { role: "user", text: "Hi, my name is Ada." },
    { role: "assistant", text: "Hello!" },
    { role: "user", text: "What is my name?" },
  ] as const;
  expect(answer(turns)).toContain("Ada");
});

test("does not take a date for a sum", () => {
  expect(says("Plan 2026-01-05 for me, 24/7")).not.toContain("arithmetic");
});

test("tells the choices of one request apart", () => {
  expect(answer([{ role: "user", text: "Hello!" }], 1)).not.toBe(says("Hello!"));
});

test("answers silence", () => {
  expect(answer([])).toContain("no text");
});
