import type { ChatChunk } from "@sluice/wire/chat";
import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import { ChunkWriter } from "./chunk-writer.ts";
import { writeCompletion } from "./completion-writer.ts";
import { openToolCallId } from "./sealed-signature.ts";

const call = { id: "chatcmpl-1", createdSeconds: 7, model: "asked" };

function written(write: (writer: ChunkWriter, emit: (chunk: ChatChunk) => void) => void): ChatChunk[] {
  const chunks: ChatChunk[] = [];
  write(new ChunkWriter(call), (chunk) => chunks.push(chunk));
  return chunks;
}

test("a stream names the role once, shares id and time, finishes once, and ends with the usage", () => {
  const chunks = written((writer, emit) => {
    writer.setModel("answered");
    writer.text("", emit);
    writer.text("Hi", emit);
    const tool = writer.openTool({ id: "t1", name: "look" }, emit);
    writer.toolArguments(tool, '{"a":1}', emit);
    writer.openTool({ id: "t2", name: "look" }, emit);
    writer.finish("stop", emit);
    writer.finish("length", emit);
    writer.text("too late", emit);
    writer.usage({ ...NO_USAGE, input: 3, output: 4 }, emit);
  });
  expect(chunks.map((chunk) => chunk.choices[0]?.delta)).toEqual([
    { role: "assistant", content: "", refusal: null },
    { content: "Hi" },
    { tool_calls: [{ index: 0, id: "t1", type: "function", function: { name: "look", arguments: "" } }] },
    { tool_calls: [{ index: 0, function: { arguments: '{"a":1}' } }] },
    { tool_calls: [{ index: 1, id: "t2", type: "function", function: { name: "look", arguments: "" } }] },
    {},
    undefined,
  ]);
  expect(chunks.map((chunk) => chunk.choices[0]?.finish_reason ?? null)).toEqual([null, null, null, null, null, "tool_calls", null]);
  expect(new Set(chunks.map(({ id, created, model }) => `${id} ${created} ${model}`))).toEqual(new Set(["chatcmpl-1 7 answered"]));
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } });
});

test("nothing is emitted before there is something to say", () => {
  expect(written((writer, emit) => writer.reasoning("", emit))).toEqual([]);
});

test("a whole answer seals what its call carries, and has no content beside calls alone", () => {
  const { choices, model } = writeCompletion(call, {
    model: null,
    text: "",
    toolCalls: [{ id: "t1", name: "look", arguments: undefined, sealed: ["x"] }],
    finish: "stop",
    usage: NO_USAGE,
  });
  const [choice] = choices;
  expect([model, choice?.finish_reason, choice?.message.content]).toEqual(["asked", "tool_calls", null]);
  expect(choice?.message.tool_calls?.[0]?.function).toEqual({ name: "look", arguments: "{}" });
  expect(openToolCallId(choice?.message.tool_calls?.[0]?.id ?? "")).toEqual({ id: "t1", sealed: ["x"] });
});
