import { POLICY_KINDS } from "@sluice/definition/policies/policy-kinds";
import { RESOURCE_KINDS } from "@sluice/definition/resource-kinds/resource-kinds";
import { expect, test } from "vitest";
import { z } from "zod";
import { sayField, sayOptions } from "./field-words.ts";
import { type FormField, formFields } from "./form-node.ts";
import { startFields } from "./form-value.ts";

test.each([...POLICY_KINDS, ...RESOURCE_KINDS].map((kind) => [kind.title, kind] as const))("%s has a form", (_title, kind) => {
  const fields = formFields(kind.configuration, {});
  expect(fields.length).toBeGreaterThan(0);
  // What the form begins with is refused field by field, if at all: nothing a person cannot fill in.
  const { error } = kind.configuration.safeParse(startFields(fields));
  const keys = fields.map(({ key }) => key);
  for (const issue of error?.issues ?? []) if (issue.path.length > 0) expect(keys).toContain(issue.path[0]);
});

test("texts, choices, lists, pairs and shapes are told apart, through defaults and options", () => {
  const schema = z.object({
    text: z.string().default("a").meta({ title: "A text", description: "What it says" }),
    secret: z.string(),
    mode: z.enum(["ONE", "TWO"]).optional().meta({ description: "One or two" }),
    items: z.array(z.object({ name: z.string() })).min(1),
    pairs: z.record(z.string(), z.number()).default({}),
    shape: z.discriminatedUnion("type", [
      z.object({ type: z.literal("A"), a: z.string() }),
      z.object({ type: z.literal("B"), b: z.boolean().default(false) }),
    ]),
    ofOthers: z.boolean().optional(),
  });
  const fields = formFields(schema, { secretFields: ["secret"] });
  const kinds = Object.fromEntries(fields.map(({ key, node }) => [key, node.kind]));
  expect(kinds).toEqual({ text: "text", secret: "text", mode: "choice", items: "list", pairs: "record", shape: "variant" });
  expect(fieldAt(fields, "text")).toMatchObject({ label: "A text", description: "What it says", defaultValue: "a", optional: true });
  expect(fieldAt(fields, "secret").node).toMatchObject({ secret: true });
  expect(startFields(fields)).toEqual({ items: [{}], shape: { type: "A" } });
});

test("names are said as people say them", () => {
  expect(sayField("periodTimeUnit")).toBe("Period time unit");
  expect(sayField("whitelistIps")).toBe("Whitelist IPs");
  expect(sayField("BLOCK_REQUEST")).toBe("Block request");
  expect(sayOptions("FULL: all. FIXED: the amount", ["FULL", "FIXED"])).toBe("Full: all. Fixed: the amount");
});

function fieldAt(fields: readonly FormField[], key: string): FormField {
  const field = fields.find((one) => one.key === key);
  if (!field) throw new Error(`no field ${key}`);
  return field;
}
