import { describe, expect, test } from "vitest";
import { NO_SETTINGS, readSettings, type Settings } from "./settings.ts";

const read = (change: Partial<Settings>) => readSettings({ ...NO_SETTINGS, ...change });
const TOOL = { name: "get_weather", description: "The weather", parameters: { type: "object" } };

describe("readSettings", () => {
  test("sends nothing of what is left empty", () => {
    expect(read({})).toEqual({ ok: true, parameters: {} });
  });

  test("gives each parameter its name at OpenAI's API", () => {
    const settings = { temperature: "0", topP: "0.9", maxTokens: "200", seed: "7", stop: "END\n\n", format: "json_object" } as const;
    expect(read(settings)).toEqual({
      ok: true,
      parameters: {
        temperature: 0,
        top_p: 0.9,
        max_completion_tokens: 200,
        seed: 7,
        stop: ["END"],
        response_format: { type: "json_object" },
      },
    });
  });

  test("takes tools as functions, as tools, or one alone", () => {
    const whole = { type: "function", function: TOOL };
    for (const tools of [TOOL, [TOOL], whole, [whole]])
      expect(read({ tools: JSON.stringify(tools), toolChoice: "required" })).toEqual({
        ok: true,
        parameters: { tools: [whole], tool_choice: "required" },
      });
  });

  test("takes a schema bare or with its envelope, and does not look at it when no schema is asked for", () => {
    const schema = { type: "object", properties: {} };
    const envelope = { name: "city", schema, strict: true };
    const format = (typed: object) => read({ format: "json_schema", schema: JSON.stringify(typed) });
    expect(format(schema)).toMatchObject({ parameters: { response_format: { json_schema: { name: "answer", schema } } } });
    expect(format(envelope)).toMatchObject({ parameters: { response_format: { json_schema: envelope } } });
    expect(read({ schema: "{oops" }).ok).toBe(true);
  });

  test.each([
    [{ temperature: "warm" }, "temperature", /is a number/],
    [{ maxTokens: "1.5" }, "maxTokens", /whole number/],
    [{ stop: "a\nb\nc\nd\ne" }, "stop", /At most 4/],
    [{ tools: "[{]" }, "tools", /not valid JSON/],
    [{ tools: '[{"description":"nameless"}]' }, "tools", /Each tool is/],
    [{ tools: JSON.stringify([TOOL, TOOL]) }, "tools", /same name/],
    [{ format: "json_schema" as const, schema: "" }, "schema", /not valid JSON/],
    [{ format: "json_schema" as const, schema: "[]" }, "schema", /is an object/],
  ])("says of %j what is wrong, at its field", (change, field, words) => {
    const settings = read(change);
    expect(settings.ok).toBe(false);
    expect(settings.ok ? "" : settings.problems[field as keyof Settings]).toMatch(words);
  });
});
