import { expect, test } from "vitest";
import { schemaExample } from "./schema-example.ts";

const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({ type: "object", properties, required });

test.each([
  ["a constant", { const: "v1" }, "v1"],
  ["the first of an enum", { enum: ["c", "f"] }, "c"],
  ["an integer within its bounds", { type: "integer", minimum: 5, maximum: 6 }, 5],
  ["an integer above an exclusive bound", { type: "integer", exclusiveMinimum: 5 }, 6],
  ["a multiple", { type: "integer", minimum: 7, multipleOf: 5 }, 10],
  ["a negative number", { type: "number", maximum: -3 }, -3],
  ["a number between narrow bounds", { type: "number", minimum: 0.2, maximum: 0.4 }, 0.2],
  ["null where nothing else goes", { type: "null" }, null],
  ["the type beside null", { type: ["null", "boolean"] }, true],
  ["an array as long as it must be", { type: "array", items: { type: "boolean" }, minItems: 2 }, [true, true]],
  ["an array as short as it must be", { type: "array", items: { type: "string" }, maxItems: 0 }, []],
  ["a tuple", { prefixItems: [{ const: 1 }, { const: 2 }], items: false }, [1, 2]],
  ["a date", { type: "string", format: "date" }, "2026-01-01"],
  ["a pattern", { type: "string", pattern: "^[A-Z]{3}-\\d{2,4}$" }, "AAA-11"],
  ["a pattern with alternatives", { type: "string", pattern: "^(?:north|south)(-east)?$" }, "north"],
  ["a long string", { type: "string", minLength: 6 }, "text.."],
  ["a short string", { type: "string", maxLength: 2 }, "te"],
  ["the branch that says something", { anyOf: [{ type: "null" }, { const: "here" }] }, "here"],
  ["parts folded together", { allOf: [object({ a: { const: 1 } }), object({ b: { const: 2 } })] }, { a: 1, b: 2 }],
  ["only what is required", object({ a: { const: 1 }, b: { const: 2 } }, ["b"]), { b: 2 }],
  ["the first property when none is required", object({ a: { const: 1 }, b: { const: 2 } }, []), { a: 1 }],
  ["an empty object", { type: "object", properties: {} }, {}],
  ["a reference", { $defs: { step: object({ done: { type: "boolean" } }) }, $ref: "#/$defs/step" }, { done: true }],
])("makes %s", (_name, schema, expected) => {
  expect(schemaExample(schema)).toEqual(expected);
});

test("comes to an end in a schema that contains itself", () => {
  const tree = object({
    value: { type: "integer" },
    children: { type: "array", items: { $ref: "#" } },
    next: { anyOf: [{ $ref: "#" }, { type: "null" }] },
  });
  const text = JSON.stringify(schemaExample(tree));
  expect(text).toContain('"children":[]');
  expect(text).toContain('"next":null');
});

test("comes to an end in a schema that nothing satisfies", () => {
  expect(schemaExample({ $ref: "#" })).toBeDefined();
  expect(() => JSON.stringify(schemaExample(object({ self: { $ref: "#" } })))).not.toThrow();
});

test("borrows words that the text offers", () => {
  const schema = object({ city: { type: "string" }, unit: { enum: ["celsius", "fahrenheit"] }, days: { type: "integer", maximum: 9 } });
  const text = "What will the weather be in New York over the next 3 days, in fahrenheit?";
  expect(schemaExample(schema, { text, answer: "" })).toEqual({ city: "New York", unit: "fahrenheit", days: 3 });
});
