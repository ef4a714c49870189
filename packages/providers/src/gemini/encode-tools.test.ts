import { describe, expect, test } from "vitest";
import { bodyOf, encode, MODEL, tool } from "./testing/encoding.ts";

const CITY = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

describe("tools", () => {
  const config = (tool_choice: unknown, model = MODEL) =>
    bodyOf({ tools: [tool("a", CITY), tool("b")], tool_choice }, model).toolConfig?.functionCallingConfig;
  test.each([
    [undefined, undefined],
    ["auto", { mode: "AUTO" }],
    ["none", { mode: "NONE" }],
    ["required", { mode: "ANY" }],
    [
      { type: "function", function: { name: "b" } },
      { mode: "ANY", allowedFunctionNames: ["b"] },
    ],
    [
      { type: "allowed_tools", allowed_tools: { mode: "required", tools: [{ type: "function", function: { name: "a" } }] } },
      { mode: "ANY", allowedFunctionNames: ["a"] },
    ],
  ])("the choice %j becomes %j", (choice, expected) => {
    expect(config(choice)).toEqual(expected);
  });

  test("where the model is free, it is offered only what it may call", () => {
    const body = bodyOf({
      tools: [tool("a"), tool("b")],
      tool_choice: { type: "allowed_tools", allowed_tools: { mode: "auto", tools: [{ type: "function", name: "b" }] } },
    });
    expect(body.tools).toEqual([{ functionDeclarations: [{ name: "b" }] }]);
    expect(body.toolConfig?.functionCallingConfig).toEqual({ mode: "AUTO" });
  });

  test("strict tools keep to their schema where the model can, and say so where it cannot", () => {
    const tools = [tool("a", { ...CITY, additionalProperties: false }, { strict: true })];
    expect(encode({ tools }).body.toolConfig?.functionCallingConfig).toEqual({ mode: "VALIDATED" });
    expect(encode({ tools }).dropped).toEqual([]);
    expect(encode({ tools }, "gemini-2.0-flash")).toMatchObject({
      dropped: ["tools.0.function.strict"],
      body: expect.not.objectContaining({ toolConfig: expect.anything() }),
    });
  });

  test("a function that takes nothing has no schema", () => {
    const tools = [tool("a"), tool("b", { type: "object", properties: {} }), tool("c", {})];
    expect(bodyOf({ tools }).tools?.[0]?.functionDeclarations).toEqual([{ name: "a" }, { name: "b" }, { name: "c" }]);
  });

  test("a schema keeps all that Google knows, and what it loses is said", () => {
    const parameters = {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      properties: {
        to: { $ref: "#/$defs/place", description: "Where to." },
        size: { type: "integer", exclusiveMinimum: 0, multipleOf: 5 },
        kind: { const: "fixed" },
        maybe: { type: ["string", "null"], pattern: "^x" },
        either: { oneOf: [{ type: "string" }, { type: "boolean" }] },
        tags: { type: "object", additionalProperties: { type: "string" } },
      },
      required: ["to"],
      additionalProperties: false,
      $defs: { place: { type: "object", properties: { land: { enum: ["NO", "IT"] } } } },
    };
    const { body, lost } = encode({ tools: [tool("f", parameters)] });
    expect(body.tools?.[0]?.functionDeclarations[0]?.parametersJsonSchema).toEqual({
      type: "object",
      properties: {
        to: { type: "object", properties: { land: { enum: ["NO", "IT"] } }, description: "Where to." },
        size: { type: "integer", minimum: 1, description: "(multipleOf: 5)" },
        kind: { type: "string", enum: ["fixed"] },
        maybe: { type: ["string", "null"], description: "(pattern: ^x)" },
        either: { anyOf: [{ type: "string" }, { type: "boolean" }] },
        tags: { type: "object", additionalProperties: { type: "string" } },
      },
      required: ["to"],
      additionalProperties: false,
    });
    expect(lost).toHaveLength(2);
  });

  test("a recursive schema is opened further down, and that is said", () => {
    const node = { type: "object", properties: { next: { $ref: "#/$defs/node" } } };
    const { body, lost } = encode({
      tools: [tool("f", { type: "object", properties: { head: { $ref: "#/$defs/node" } }, $defs: { node } })],
    });
    expect(JSON.stringify(body.tools)).not.toContain("$ref");
    expect(lost.join()).toContain("refers to itself");
  });

  test("names that Gemini refuses go under others", () => {
    const names = ["ok-name.v2", "3d", "a/b", "a b", "x".repeat(65)];
    const sent = bodyOf({ tools: names.map((name) => tool(name)) }).tools?.[0]?.functionDeclarations.map(({ name }) => name) ?? [];
    expect(sent[0]).toBe("ok-name.v2");
    for (const name of sent) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_.:-]{0,63}$/);
    expect(new Set(sent).size).toBe(names.length);
  });
});
