import { z } from "zod";
import { apiDefinitionSchema, apiNameSchema } from "./api.ts";
import { contextPathSchema } from "./context-path.ts";
import { PLAN_SECURITIES, planSchema } from "./plan.ts";
import { apiResourceSchema } from "./resources.ts";

/** What goes out of an instance and comes into one. */

const { plans: _plans, ...withoutPlans } = apiDefinitionSchema.shape;

/** Gravitee's envelope, so that one importer reads both. No secret is in it. */
export const exportSchema = z.object({
  export: z.object({
    product: z.literal("Sluice"),
    version: z.literal(1),
    date: z.iso.datetime(),
    secretsOmitted: z.array(z.string()).meta({
      description: "Where secrets stood: those places are empty, or name a variable of the gateway's where they must not be",
    }),
  }),
  api: z.object(withoutPlans),
  plans: z.array(planSchema).meta({ description: "All but closed ones" }),
});

export const importQuerySchema = z.object({
  dryRun: z.enum(["true", "false"]).default("false").meta({ description: "Say what would be made, and make nothing" }),
  name: apiNameSchema.optional().meta({ description: "In place of the name that the API has there" }),
  path: contextPathSchema.optional().meta({ description: "In place of the context paths that the API has there" }),
});

export const importInputSchema = z.looseObject({}).meta({
  description: "An export of Sluice's or of Gravitee's V4 ({export, api, plans}), or a definition alone",
});

const findingSchema = z.object({
  path: z.string().meta({ description: "Of the definition: `endpointGroups.0.sharedConfiguration.ssl`" }),
  message: z.string(),
});
const warnings = z.array(findingSchema).meta({ description: "What was left out or means something else here" });

export const importedApiSchema = apiResourceSchema.extend({ warnings });

export const importPreviewSchema = z.object({
  /** Null when what was sent does not come to a definition. */
  api: z
    .object({
      name: z.string(),
      apiVersion: z.string(),
      paths: z.array(z.string()),
      providers: z.array(z.object({ name: z.string(), models: z.int() })),
      plans: z.array(z.object({ name: z.string(), security: z.enum(PLAN_SECURITIES) })),
    })
    .nullable(),
  warnings,
  problems: z.array(findingSchema).meta({ description: "For which the import would be refused" }),
});

export type ApiExport = z.output<typeof exportSchema>;
export type ImportedApi = z.output<typeof importedApiSchema>;
export type ImportPreview = z.output<typeof importPreviewSchema>;
export type ImportQuery = z.output<typeof importQuerySchema>;
