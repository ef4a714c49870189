import type { Json } from "@sluice/definition/json";

export interface Dialect {
  readonly words: Readonly<Record<"true" | "false" | "null", string>>;
  /** How a member's name is written. */
  readonly name: (name: string) => string;
  /** After the last member of what stands on lines of its own. */
  readonly trailingComma: boolean;
  readonly step: string;
  /** Inside the braces of what stands in one line. */
  readonly padding: string;
}

export const JSON_DIALECT: Dialect = {
  words: { true: "true", false: "false", null: "null" },
  name: (name) => JSON.stringify(name),
  trailingComma: false,
  step: "  ",
  padding: " ",
};
export const PYTHON: Dialect = {
  ...JSON_DIALECT,
  words: { true: "True", false: "False", null: "None" },
  trailingComma: true,
  step: "    ",
  padding: "",
};
export const TYPESCRIPT: Dialect = {
  ...JSON_DIALECT,
  name: (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)),
  trailingComma: true,
};

/** What fits into a line stays in one. */
const WIDTH = 88;

/** A value as a language writes it. `indent` is how far the line is in that it begins on. */
export function writeLiteral(value: Json, dialect: Dialect, indent = ""): string {
  const flat = writeFlat(value, dialect);
  if (typeof value !== "object" || value === null || indent.length + flat.length <= WIDTH) return flat;
  const inner = indent + dialect.step;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => writeLiteral(item, dialect, inner))
    : Object.entries(value).map(([name, item]) => `${dialect.name(name)}: ${writeLiteral(item, dialect, inner)}`);
  const [open, close] = isList ? "[]" : "{}";
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}${dialect.trailingComma ? "," : ""}\n${indent}${close}`;
}

function writeFlat(value: Json, dialect: Dialect): string {
  if (value === null) return dialect.words.null;
  if (typeof value === "boolean") return dialect.words[value ? "true" : "false"];
  // What JSON writes of texts and numbers, Python and TypeScript read alike.
  if (typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => writeFlat(item, dialect)).join(", ")}]`;
  const members = Object.entries(value).map(([name, item]) => `${dialect.name(name)}: ${writeFlat(item, dialect)}`);
  return members.length === 0 ? "{}" : `{${dialect.padding}${members.join(", ")}${dialect.padding}}`;
}
