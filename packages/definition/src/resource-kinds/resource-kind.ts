import type { z } from "zod";

/**
 * A resource as people choose and configure it: something that policies of one API share. What it does lives in packages/policies/src/resources.
 * Secrets of a resource stand in its configuration's `authentication`, where endpoints have theirs.
 */
export interface ResourceKind<Schema extends z.ZodType = z.ZodType> {
  /** Gravitee's type where it has one, so that its definitions run. */
  readonly type: string;
  readonly title: string;
  /** One sentence for the one who chooses. */
  readonly description: string;
  readonly configuration: Schema;
}
