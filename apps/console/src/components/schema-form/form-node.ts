import { type ExpressionUse, expressionUse } from "@sluice/definition/policies/policy-kind";
import { z } from "zod";
import { sayField } from "./field-words.ts";

/** What a value is entered as. */
export type FormNode =
  | { readonly kind: "text"; readonly long: boolean; readonly secret: boolean; readonly expression: ExpressionUse | null }
  | { readonly kind: "resource" }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "object"; readonly fields: readonly FormField[] }
  | { readonly kind: "variant"; readonly key: string; readonly options: readonly FormVariant[] }
  | { readonly kind: "list"; readonly item: FormNode; readonly required: boolean }
  | { readonly kind: "record"; readonly value: FormNode }
  | { readonly kind: "json" };

export interface FormVariant {
  readonly value: string;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly key: string;
  readonly label: string;
  readonly description: string;
  /** What holds when nothing is entered; undefined where nothing does. */
  readonly defaultValue: unknown;
  readonly optional: boolean;
  readonly node: FormNode;
}

/** Which fields are more than their schema says, by path in dots; `*` stands for each item of a list. */
export interface SpecialFields {
  readonly secretFields?: readonly string[] | undefined;
  readonly resourceFields?: readonly string[] | undefined;
}

/** Texts that may be longer get a box of several lines. */
const LONGEST_LINE = 4096;

/** The fields of a configuration's schema, as a form asks for them. Empty for a schema that is no object. */
export function formFields(schema: z.ZodType, special: SpecialFields): readonly FormField[] {
  const node = describe(schema, "", special);
  return node.kind === "object" ? node.fields : [];
}

function describe(schema: z.ZodType, path: string, special: SpecialFields): FormNode {
  const use = expressionUse(schema);
  const inner = unwrap(schema);
  if (use === null && inner) return describe(inner, path, special);
  const core = innermost(schema);
  switch (core.def.type) {
    case "string":
      return special.resourceFields?.includes(path)
        ? { kind: "resource" }
        : {
            kind: "text",
            long: ((core as z.ZodString).maxLength ?? 0) > LONGEST_LINE,
            secret: special.secretFields?.includes(path) ?? false,
            expression: use,
          };
    case "number":
      return { kind: "number" };
    case "boolean":
      return { kind: "boolean" };
    case "enum":
      return { kind: "choice", options: (core as z.ZodEnum).options.map(String) };
    case "object":
      return { kind: "object", fields: objectFields(core as z.ZodObject, path, special) };
    case "array": {
      const item = describe((core as z.ZodArray).element as z.ZodType, below(path, "*"), special);
      return { kind: "list", item, required: !core.safeParse([]).success };
    }
    case "record":
      return { kind: "record", value: describe((core as z.ZodRecord).valueType as z.ZodType, below(path, "*"), special) };
    case "union":
      return core instanceof z.ZodDiscriminatedUnion ? describeVariants(core, path, special) : { kind: "json" };
    default:
      return { kind: "json" };
  }
}

function objectFields(schema: z.ZodObject, path: string, special: SpecialFields): readonly FormField[] {
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, field]) => {
    const said = saidOf(field);
    // What nobody has described is there for definitions from elsewhere, and asks nothing of a person.
    const isLeftover = field instanceof z.ZodOptional && said.description === "" && said.title === "";
    if (isLeftover || innermost(field).def.type === "literal") return [];
    return [
      {
        key,
        label: said.title || sayField(key),
        description: said.description,
        defaultValue: defaultOf(field),
        optional: field.safeParse(undefined).success,
        node: describe(field, below(path, key), special),
      },
    ];
  });
}

function describeVariants(union: z.ZodDiscriminatedUnion, path: string, special: SpecialFields): FormNode {
  const key = union.def.discriminator;
  const options = union.options.flatMap((option) => {
    const core = innermost(option as z.ZodType);
    if (!(core instanceof z.ZodObject)) return [];
    const mark: unknown = core.shape[key];
    const values = mark instanceof z.ZodLiteral ? [...mark.values].map(String) : mark instanceof z.ZodEnum ? mark.options.map(String) : [];
    const fields = objectFields(core, path, special).filter((field) => field.key !== key);
    return values.map((value) => ({ value, fields }));
  });
  return { kind: "variant", key, options };
}

/** Title and description, of the schema or of what it wraps: whichever says so first. */
function saidOf(schema: z.ZodType): { readonly title: string; readonly description: string } {
  const meta = schema.meta();
  const inner = unwrap(schema);
  const rest = inner ? saidOf(inner) : { title: "", description: "" };
  return { title: meta?.title ?? rest.title, description: meta?.description ?? rest.description };
}

function defaultOf(schema: z.ZodType): unknown {
  const meant = schema.meta()?.["default"];
  if (meant !== undefined) return meant;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.def.defaultValue;
  const inner = unwrap(schema);
  return inner ? defaultOf(inner) : undefined;
}

/** What stands behind a default, an optional field or a transformation of what is sent; null for a schema that stands for itself. */
function unwrap(schema: z.ZodType): z.ZodType | null {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  )
    return schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodPipe) return (schema.in instanceof z.ZodTransform ? schema.out : schema.in) as z.ZodType;
  return null;
}

function innermost(schema: z.ZodType): z.ZodType {
  const inner = unwrap(schema);
  return inner ? innermost(inner) : schema;
}

function below(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
