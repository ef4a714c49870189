import { expect, test } from "vitest";
import { parseErrorMessage } from "./parse-error.ts";

test.each([
  ['{"error":{"message":"Incorrect API key","type":"x"}}', "Incorrect API key"],
  ['{"error":"model not found"}', "model not found"],
  ['{"object":"error","message":"no such model"}', "no such model"],
  ['{"detail":"Not Found"}', "Not Found"],
  ["404 page not found\n", "404 page not found"],
  ['{"error":{"message":"two\\nlines"}}', "two lines"],
])("%s says %j", (body, message) => {
  expect(parseErrorMessage(body)).toBe(message);
});

test.each(["", "  \n", "<!DOCTYPE html><html>…", "<html>"])("%j says nothing to a person", (body) => {
  expect(parseErrorMessage(body)).toBeNull();
});

test("a sermon is cut", () => {
  expect(parseErrorMessage("x".repeat(10_000))).toHaveLength(501);
});
