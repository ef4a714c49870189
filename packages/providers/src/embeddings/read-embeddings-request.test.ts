import { expect, test } from "vitest";
import { readEmbeddingsRequest } from "./read-embeddings-request.ts";

test("one text and several are read alike", () => {
  expect(readEmbeddingsRequest({ model: "m", input: "a" })).toEqual({ inputs: ["a"], dimensions: null, encoding: "float", dropped: [] });
  expect(readEmbeddingsRequest({ model: "m", input: ["a", "b"], dimensions: 8, encoding_format: "base64", user: "u" })).toEqual({
    inputs: ["a", "b"],
    dimensions: 8,
    encoding: "base64",
    dropped: ["user"],
  });
});

test.each([
  [{}, "input"],
  [{ input: "" }, "input"],
  [{ input: [] }, "input"],
  [{ input: ["a", ""] }, "input"],
  [{ input: [1, 2] }, "input"],
  [{ input: [[1, 2]] }, "input"],
  [{ input: Array.from({ length: 2_049 }, () => "a") }, "input"],
  [{ input: "a", dimensions: 0 }, "dimensions"],
  [{ input: "a", encoding_format: "int8" }, "encoding_format"],
])("%j is refused by its field", (body, param) => {
  expect(readEmbeddingsRequest(body)).toMatchObject({ status: 400, extra: { param } });
});

test("what is no object is refused", () => {
  for (const body of [null, [], "x", 7]) expect(readEmbeddingsRequest(body)).toMatchObject({ status: 400 });
});
