import { expect, test } from "vitest";
import { definitionJsonSchema } from "./json-schema.ts";

test("says which fields a caller must send, and refuses unknown ones", () => {
  const schema = definitionJsonSchema();
  expect(schema["required"]).toEqual(["name", "apiVersion", "listeners", "endpointGroups"]);
  expect(schema["additionalProperties"]).toBe(false);
  expect(JSON.stringify(schema)).toContain("OPEN_AI_COMPATIBLE");
});
