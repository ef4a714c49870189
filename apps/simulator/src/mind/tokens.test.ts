import { expect, test } from "vitest";
import { countPromptTokens } from "./conversation.ts";
import { limit, reasoningTokens } from "./limit.ts";
import { pieces } from "./pieces.ts";
import { PromptCache } from "./prompt-cache.ts";
import { countTokens, cutToTokens } from "./tokens.ts";

test("a token is four characters, rounded up", () => {
  expect(["", "a", "four", "five5"].map(countTokens)).toEqual([0, 1, 1, 2]);
});

test("a prompt costs its texts, four a message, 85 a picture, and its tools as JSON", () => {
  const turns = [
    { role: "system", text: "12345678" },
    { role: "user", text: "1234", attachments: 1 },
  ] as const;
  expect(countPromptTokens({ turns, tools: [] })).toBe(4 + 2 + 4 + 1 + 85);
  const tools = [{ name: "f", description: "", parameters: {} }];
  expect(countPromptTokens({ turns: [], tools })).toBe(countTokens(JSON.stringify(tools)));
});

test("a cut costs exactly its limit, and never splits a character", () => {
  expect(cutToTokens("abcdefgh", 1)).toBe("abcd");
  expect(cutToTokens("abc😀def", 1)).toBe("abc");
});

test("a stop word ends the text before it; the limit counts what is left", () => {
  expect(limit("one two three", { maxTokens: null, stops: ["three", " two"] })).toEqual({ text: "one", finish: "stop", stop: " two" });
  expect(limit("one two three", { maxTokens: 2, stops: [] })).toEqual({ text: "one two ", finish: "length", stop: null });
  expect(limit("one", { maxTokens: 1, stops: [""] })).toEqual({ text: "one", finish: "stop", stop: null });
});

test("thinking takes half of a small budget at most", () => {
  expect(reasoningTokens("minimal", null)).toBe(0);
  expect(reasoningTokens(undefined, null)).toBe(64);
  expect(reasoningTokens("high", 20)).toBe(10);
});

test.each([
  "one two  three\n four ",
  " lead",
  "",
  '{"a":"a very long value","b":[1,2,3,4,5,6,7]}',
  "日本語の文章はスペースなしで書かれますから長くなります😀😀",
])("the pieces of %j joined are the text", (text) => {
  expect(pieces(text).join("")).toBe(text);
});

test("a prompt of 1,024 tokens and more is remembered in steps of 128", () => {
  const cache = new PromptCache();
  const long = "x".repeat(1200 * 4);
  expect(cache.hit("gpt-4o", long)).toBe(0);
  expect(cache.hit("gpt-4o", `${long}and a new question`)).toBe(1152);
  expect(cache.hit("gpt-4o-mini", long)).toBe(0);
  expect(cache.hit("gpt-4o", `y${long}`)).toBe(0);
  expect(cache.hit("gpt-4o", "short")).toBe(0);
  expect(cache.hit("gpt-4o", "short")).toBe(0);
});
