import { z } from "zod";

/** A field of a configuration, for people. */
export interface DescribedField {
  /** `rate.limit`, `checks[].label` */
  readonly name: string;
  readonly type: string;
  /** As JSON; null where there is none. */
  readonly usual: string | null;
  readonly isRequired: boolean;
  readonly description: string;
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly expression?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Every field of a configuration with what its schema says of it, those inside of others after them. */
export function describeFields(configuration: z.ZodType): readonly DescribedField[] {
  const schema = z.toJSONSchema(configuration, { io: "input", unrepresentable: "any", reused: "inline" }) as Schema;
  return fieldsOf(schema, "");
}

function fieldsOf({ properties = {}, required = [] }: Schema, place: string): readonly DescribedField[] {
  return Object.entries(properties).flatMap(([key, field]) => {
    const name = place + key;
    const own: DescribedField = {
      name,
      type: typeOf(field),
      usual: field.default === undefined ? null : JSON.stringify(field.default),
      isRequired: required.includes(key),
      description: field.description ?? "",
    };
    return [own, ...fieldsOf(field, `${name}.`), ...(field.items ? fieldsOf(field.items, `${name}[].`) : [])];
  });
}

function typeOf({ type, enum: choices, items, expression, anyOf, oneOf }: Schema): string {
  if (choices) return choices.map((choice) => `\`${String(choice)}\``).join(", ");
  if (items) return `list of ${typeOf(items)}`;
  if (expression) return expression === "number" ? "expression of a number" : expression;
  const parts = anyOf ?? oneOf;
  if (parts) return [...new Set(parts.map(typeOf))].join(" or ");
  return type === "string" ? "text" : type === "boolean" ? "yes or no" : (type ?? "any JSON");
}
