import { expect, test } from "vitest";
import { chooseCalls } from "./choose-calls.ts";
import type { Conversation, ToolSpec, Turn } from "./conversation.ts";

const takes = (...names: string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  required: names,
});
const weather: ToolSpec = { name: "get_weather", description: "The weather of a city", parameters: takes("city") };
const time: ToolSpec = { name: "get_time", description: "The time in a city", parameters: takes("city") };

function asks(text: string, given: Partial<Conversation> = {}): Conversation {
  const turns: Turn[] = [{ role: "user", text }];
  return { turns, tools: [time, weather], toolChoice: { mode: "auto" }, parallelCalls: true, format: { kind: "text" }, ...given };
}

const made = (conversation: Conversation) => chooseCalls(conversation).map((call) => `${call.name} ${call.arguments}`);

test("calls the tool that shares words with the question", () => {
  expect(made(asks("How is the weather in Oslo?"))).toEqual(['get_weather {"city":"Oslo"}']);
});

test("calls the first tool when none shares a word", () => {
  expect(made(asks("Go ahead."))).toEqual(['get_time {"city":"Paris"}']);
});

test("calls once for each city that is asked for", () => {
  expect(made(asks("What is the weather in Paris, Rome and New York?"))).toEqual([
    'get_weather {"city":"Paris"}',
    'get_weather {"city":"Rome"}',
    'get_weather {"city":"New York"}',
  ]);
});

test("makes one call a round when parallel calls are off", () => {
  expect(made(asks("The weather in Paris and Rome?", { parallelCalls: false }))).toEqual(['get_weather {"city":"Paris"}']);
});

test("takes one round for each 'then', and speaks when all are done", () => {
  const question = "Find the weather in Paris, then the time in Paris.";
  const call = (id: string, name: string): Turn => ({ role: "assistant", text: "", calls: [{ id, name, arguments: "{}" }] });
  const result = (callId: string): Turn => ({ role: "tool", text: "ok", callId });
  const asked: Turn = { role: "user", text: question };
  const second = [asked, call("1", "get_weather"), result("1")];
  expect(made(asks(question))).toEqual(['get_weather {"city":"Paris"}']);
  expect(made(asks(question, { turns: second }))).toEqual(['get_time {"city":"Paris"}']);
  expect(made(asks(question, { turns: [...second, call("2", "get_time"), result("2")] }))).toEqual([]);
});

test("answers small talk without a tool, unless a call is required", () => {
  expect(made(asks("Hello!"))).toEqual([]);
  expect(made(asks("Hello!", { toolChoice: { mode: "required" } }))).toHaveLength(1);
});

test("calls the named tool, and none when forbidden", () => {
  expect(made(asks("The time in Rome?", { toolChoice: { mode: "required", name: "get_weather" } }))).toEqual([
    'get_weather {"city":"Rome"}',
  ]);
  expect(made(asks("The time in Rome?", { toolChoice: { mode: "none" } }))).toEqual([]);
});
