import { expect, test } from "vitest";
import { parseModelList } from "./parse-model-list.ts";

test("reads OpenAI's list, and the bare array of some compatible servers, each id once and in order", () => {
  const entries = [{ id: "b", object: "model" }, { id: "a" }, { id: "b" }];
  expect(parseModelList(JSON.stringify({ object: "list", data: entries }))).toEqual(["b", "a"]);
  expect(parseModelList(JSON.stringify(entries))).toEqual(["b", "a"]);
  expect(parseModelList('{"data":[]}')).toEqual([]);
});

test("skips what is no model", () => {
  expect(
    parseModelList(JSON.stringify({ data: [null, 7, "x", {}, { id: 7 }, { id: "" }, { id: "m".repeat(300) }, { id: "ok" }] })),
  ).toEqual(["ok"]);
});

test.each(["", "<html>", "null", "7", '"x"', "{}", '{"data":{}}', '{"error":{"message":"no"}}'])("%j is no list", (body) => {
  expect(parseModelList(body)).toBeNull();
});

test("a list without end is cut", () => {
  const data = Array.from({ length: 10_000 }, (_, at) => ({ id: `m${at}` }));
  expect(parseModelList(JSON.stringify({ data }))).toHaveLength(2000);
});
