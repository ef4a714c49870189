import { describe, expect, test } from "vitest";
import type { SchemaDialect } from "./json-schema-dialect.ts";
import { normaliseSchema } from "./normalise-schema.ts";

const EVERYTHING: SchemaDialect = {
  references: "keep",
  recursionDepth: 0,
  keywords: "all",
  formats: "all",
  constants: "keep",
  enums: "any",
  oneOf: "keep",
  allOf: "keep",
  typeLists: "keep",
  exclusiveBounds: "keep",
  closedObjects: false,
  objectRoot: false,
  describeLost: false,
};
const say = (schema: unknown, dialect: Partial<SchemaDialect> = {}) => normaliseSchema(schema, { ...EVERYTHING, ...dialect }, "schema");

test("a dialect that takes everything changes nothing", () => {
  const schema = {
    type: "object",
    properties: { a: { $ref: "#/$defs/a" }, b: { oneOf: [{ type: ["string", "null"], format: "uri" }, { const: 1 }] } },
    $defs: { a: { allOf: [{ type: "object" }], propertyNames: { pattern: "^x" } } },
    additionalProperties: { type: "string" },
  };
  expect(say(schema)).toEqual({ schema, lost: [], changed: false });
});

describe("references", () => {
  const tree = {
    properties: { tree: { $ref: "#/$defs/node" } },
    $defs: {
      node: { type: "object", properties: { label: { type: "string" }, children: { type: "array", items: { $ref: "#/$defs/node" } } } },
    },
  };

  test("are put in place, what stands beside them included", () => {
    const schema = {
      properties: { to: { $ref: "#/$defs/a~1b", description: "Where to." } },
      $defs: { "a/b": { type: "string", description: "A place." } },
    };
    expect(say(schema, { references: "inline" })).toEqual({
      schema: { properties: { to: { type: "string", description: "Where to." } } },
      lost: [],
      changed: false,
    });
  });

  test("that lead to themselves end at the depth that is said", () => {
    const { schema, lost, changed } = say(tree, { references: "inline", recursionDepth: 1 });
    expect(JSON.stringify(schema).match(/"label"/g)).toHaveLength(2);
    expect(JSON.stringify(schema)).not.toContain("$ref");
    expect(changed).toBe(true);
    expect(lost.join()).toContain("#/$defs/node refers to itself");
  });

  test("that lead nowhere are opened and named", () => {
    for (const references of ["keep", "inline"] as const) {
      const { schema, lost } = say(
        { properties: { a: { $ref: "#/$defs/gone" }, b: { $ref: "https://example.org/b.json" } } },
        { references },
      );
      expect(schema).toEqual({ properties: { a: {}, b: {} } });
      expect(lost).toEqual([
        "schema.properties.a: the reference #/$defs/gone leads nowhere",
        "schema.properties.b: the reference https://example.org/b.json leads nowhere",
      ]);
    }
  });

  test("that multiply without end are cut off", () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        `d${n}`,
        { properties: { a: { $ref: `#/$defs/d${n + 1}` }, b: { $ref: `#/$defs/d${n + 1}` } } },
      ]),
    );
    const { lost } = say({ $ref: "#/$defs/d0", $defs }, { references: "inline" });
    expect(lost.join()).toContain("too large");
  });
});

test("constants, alternatives and exclusive bounds are said in other words", () => {
  const schema = {
    properties: {
      kind: { const: "fixed" },
      either: { oneOf: [{ type: "string" }, { type: "boolean" }] },
      size: { type: "integer", exclusiveMinimum: 3, exclusiveMaximum: 10 },
      old: { type: "number", minimum: 2, exclusiveMinimum: true },
    },
  };
  expect(say(schema, { constants: "enum", oneOf: "anyOf", exclusiveBounds: "inclusive" }).schema).toEqual({
    properties: {
      kind: { type: "string", enum: ["fixed"] },
      either: { anyOf: [{ type: "string" }, { type: "boolean" }] },
      size: { type: "integer", minimum: 4, maximum: 9 },
      old: { type: "number", minimum: 2 },
    },
  });
});

describe("lists of types", () => {
  const schema = { type: ["string", "integer", "null"], minLength: 2, minimum: 1, description: "A key." };

  test("become alternatives, each with its own keywords", () => {
    expect(say(schema, { typeLists: "anyOf" }).schema).toEqual({
      description: "A key.",
      anyOf: [{ type: "string", minLength: 2 }, { type: "integer", minimum: 1 }, { type: "null" }],
    });
  });

  test("become nullable", () => {
    expect(say({ type: ["string", "null"], enum: ["a", null] }, { typeLists: "nullable" }).schema).toEqual({
      type: "string",
      enum: ["a"],
      nullable: true,
    });
    expect(say(schema, { typeLists: "nullable" }).schema).toEqual({
      description: "A key.",
      anyOf: [
        { type: "string", minLength: 2 },
        { type: "integer", minimum: 1 },
      ],
      nullable: true,
    });
    expect(say({ anyOf: [{ type: "string" }, { type: "null" }], description: "x" }, { typeLists: "nullable" }).schema).toEqual({
      type: "string",
      description: "x",
      nullable: true,
    });
  });

  test("take OpenAPI's nullable for one of them", () => {
    expect(say({ type: "string", nullable: true }).schema).toEqual({ type: ["string", "null"] });
  });
});

test("all parts of allOf become one object", () => {
  const schema = {
    allOf: [
      { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
      { properties: { b: { type: "string" } }, required: ["b"] },
    ],
  };
  expect(say(schema, { allOf: "merge" }).schema).toEqual({
    type: "object",
    properties: { a: { type: "string" }, b: { type: "string" } },
    required: ["a", "b"],
  });
});

test("what is left out is named with its place, and said to the model where that is wanted", () => {
  const schema = {
    type: "object",
    title: "T",
    properties: { code: { type: "string", minLength: 2, format: "uri", description: "A code." } },
  };
  const keywords = new Set(["type", "properties", "description", "format"]);
  expect(say(schema, { keywords, formats: new Set(["date"]), describeLost: true })).toEqual({
    schema: { type: "object", properties: { code: { type: "string", description: "A code. (minLength: 2, format: uri)" } } },
    lost: ["schema.properties.code: minLength was left out", "schema.properties.code: format was left out"],
    changed: false,
  });
});

test("an enum of numbers, where only strings may be listed, is said in the description and named", () => {
  expect(say({ type: "integer", enum: [1, 2], description: "A level." }, { enums: "strings" })).toEqual({
    schema: { type: "integer", description: "A level. One of 1, 2." },
    lost: ["schema: enum was left out, because it lists other things than strings"],
    changed: true,
  });
});

test("closing an object that lives from further properties is a change", () => {
  const closed = (schema: unknown) => say(schema, { closedObjects: true });
  expect(closed({ type: "object", properties: { a: {} } })).toEqual({
    schema: { type: "object", properties: { a: {} }, additionalProperties: false },
    lost: [],
    changed: false,
  });
  expect(closed({ type: "object", additionalProperties: { type: "string" } }).changed).toBe(true);
  expect(closed({ type: "object" }).changed).toBe(true);
});

test("the outermost schema becomes an object, whatever it was", () => {
  const root = (schema: unknown) => say(schema, { objectRoot: true }).schema;
  expect(root({})).toEqual({ type: "object", properties: {} });
  expect(root({ $ref: "#/$defs/a", $defs: { a: { type: "object", properties: { x: {} } } } })).toMatchObject({
    type: "object",
    properties: { x: {} },
  });
  expect(
    root({
      anyOf: [
        { properties: { a: {}, b: {} }, required: ["a", "b"] },
        { properties: { b: {} }, required: ["b"] },
      ],
    }),
  ).toEqual({ type: "object", properties: { a: {}, b: {} }, required: ["b"] });
});

test("schemas of no sense never throw", () => {
  for (const schema of [
    null,
    true,
    false,
    5,
    "x",
    [],
    { type: 7 },
    { properties: 5 },
    { items: [[]] },
    { anyOf: {} },
    { $ref: 7 },
    { enum: {} },
    { required: "a" },
    { allOf: [1, null] },
  ])
    for (const typeLists of ["keep", "anyOf", "nullable"] as const)
      expect(() =>
        say(schema, {
          references: "inline",
          typeLists,
          allOf: "merge",
          oneOf: "anyOf",
          constants: "enum",
          enums: "strings",
          closedObjects: true,
          objectRoot: true,
        }),
      ).not.toThrow();
});
