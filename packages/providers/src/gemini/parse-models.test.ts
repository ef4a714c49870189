import { expect, test } from "vitest";
import { parseGeminiModels } from "./parse-models.ts";

test("lists what generates or embeds, by the names that calls use", () => {
  const body = JSON.stringify({
    models: [
      { name: "models/gemini-3-pro-preview", supportedGenerationMethods: ["generateContent", "countTokens"] },
      { name: "models/gemini-embedding-001", supportedGenerationMethods: ["embedContent"] },
      { name: "models/aqa", supportedGenerationMethods: ["generateAnswer"] },
      { name: "models/gemini-3-pro-preview" },
      null,
      { displayName: "no name" },
    ],
  });
  expect(parseGeminiModels(body)).toEqual(["gemini-3-pro-preview", "gemini-embedding-001"]);
});

test.each(["", "null", "[]", '{"data":[]}', "<html>"])("%j is no list of models", (body) => expect(parseGeminiModels(body)).toBeNull());
