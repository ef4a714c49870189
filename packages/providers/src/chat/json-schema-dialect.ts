import type { Fields } from "@sluice/definition/json";

/** What a provider takes of JSON Schema. Every choice is said: there are no defaults to know by heart. */
export interface SchemaDialect {
  /** `inline` puts each definition where it is referred to; `keep` leaves `$ref` and `$defs`, and opens references that lead nowhere. */
  readonly references: "keep" | "inline";
  /** How often an inlined definition may stand within itself; deeper down any value is taken. */
  readonly recursionDepth: number;
  /** Keywords that the provider takes. Those that the other choices write (`anyOf`, `enum`, `nullable` …) are to be among them. */
  readonly keywords: ReadonlySet<string> | "all";
  readonly formats: ReadonlySet<string> | "all";
  readonly constants: "keep" | "enum";
  /** `strings`: an enum of anything else is left out, and said in the description. */
  readonly enums: "any" | "strings";
  readonly oneOf: "keep" | "anyOf";
  readonly allOf: "keep" | "merge";
  /** What becomes of `type: ["string", "null"]`: as it is, `anyOf` of one type each, or `nullable: true` (OpenAPI 3.0) beside one type. */
  readonly typeLists: "keep" | "anyOf" | "nullable";
  /** `inclusive` says `exclusiveMinimum: 3` of an integer as `minimum: 4`, and of a number as `minimum: 3`. */
  readonly exclusiveBounds: "keep" | "inclusive";
  /** Every object with `additionalProperties: false`. An object that lives from further properties is `changed` by that. */
  readonly closedObjects: boolean;
  /** The outermost schema becomes an object with `type` and without `anyOf`, `oneOf`, `allOf`. */
  readonly objectRoot: boolean;
  /** A constraint that is left out goes into the description, where the model still reads it. */
  readonly describeLost: boolean;
}

export interface NormalisedSchema {
  readonly schema: Fields;
  /** What the provider will not know of, in words and with its place. */
  readonly lost: readonly string[];
  /** The schema now allows or forbids other shapes than the client's did, beyond ranges and formats. */
  readonly changed: boolean;
}

/** A schema while it is being rewritten. */
export type Schema = Record<string, unknown>;
