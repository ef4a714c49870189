import type { z } from "zod";
import type { Held } from "./blind-spots.ts";

export type PolicyPhase = "request" | "response";

/** A policy as people choose and configure it. What it does lives in packages/policies under the same id. */
export interface PolicyKind<Schema extends z.ZodType = z.ZodType> {
  /** Gravitee's id where it has one, so that its definitions run. */
  readonly id: string;
  readonly title: string;
  /** One sentence for the one who chooses. */
  readonly description: string;
  /** The lanes of a flow in which it may stand. */
  readonly phases: readonly PolicyPhase[];
  readonly configuration: Schema;
  /** Fields of the configuration that hold secrets, in dots; `*` stands for each item of a list. */
  readonly secretFields?: readonly string[];
  /** Fields that name a resource of the API. */
  readonly resourceFields?: readonly string[];
  /** What it looks at with this configuration, and whether it refuses by it. Left out: all that it does, and refuses nothing by what it cannot see. */
  holds?(configuration: z.output<Schema>): Held;
}

/** What a text of a configuration is evaluated as. */
export type ExpressionUse = "condition" | "template" | "number";

/** Marks a text field as an expression: forms offer help, and deploying checks it. */
export function expressionText<Schema extends z.ZodType>(schema: Schema, use: ExpressionUse, description?: string): Schema {
  return schema.meta({ expression: use, ...(description ? { description } : {}) });
}

/** What `expressionText` has said of a field; null for any other. */
export function expressionUse(schema: z.ZodType): ExpressionUse | null {
  const use = schema.meta()?.["expression"];
  return use === "condition" || use === "template" || use === "number" ? use : null;
}
