import { z } from "zod";

/** What a provider says was used, held against the ledger: model by model and day by day, days in UTC. */

const day = z.iso.date();
const tokens = z.number().nullable();
/** US dollars as a decimal, because invoices are. */
const dollars = z.string().nullable();

export const reconciliationInputSchema = z.object({
  fileName: z.string().trim().min(1).max(255),
  provider: z
    .string()
    .trim()
    .max(512)
    .optional()
    .meta({ description: "The endpoint group whose calls the file is about; left out: the calls of all" }),
});

export const reconciliationQuerySchema = z.object({
  tolerance: z.coerce.number().min(0).max(100).default(1).meta({ description: "Percent that the two may be apart and still agree" }),
});

export const reconciliationSchema = z.object({
  id: z.uuid(),
  format: z.string().meta({ description: "Which kind of file it was: `OpenAI usage`" }),
  fileName: z.string(),
  provider: z.string().nullable(),
  fromDay: day,
  toDay: day.meta({ description: "The last day, included" }),
  skippedRows: z.int().meta({ description: "Rows about something else than models: storage, taxes" }),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});

const side = z.object({ requests: tokens, inputTokens: tokens, outputTokens: tokens, cost: dollars });

/** Null: one side does not say it. A percentage of nothing is null too. */
const drift = z.object({ difference: z.number().nullable(), percent: z.number().nullable() });

export const driftRowSchema = z.object({
  day,
  /** As the provider writes it; as the ledger does where the provider has none. */
  model: z.string(),
  ours: side.nullable().meta({ description: "Null: the ledger has no such day of this model" }),
  theirs: side.nullable().meta({ description: "Null: the file has no such day of this model" }),
  inputTokens: drift,
  outputTokens: drift,
  cost: z.object({ difference: dollars, percent: z.number().nullable() }),
  verdict: z.enum(["agrees", "differs", "missing_ours", "missing_theirs"]),
});

export const reconciliationDetailSchema = reconciliationSchema.extend({
  tolerance: z.number(),
  rows: z.array(driftRowSchema),
  totals: driftRowSchema.omit({ day: true, model: true, verdict: true }),
});

export type Reconciliation = z.output<typeof reconciliationSchema>;
export type ReconciliationDetail = z.output<typeof reconciliationDetailSchema>;
export type DriftRow = z.output<typeof driftRowSchema>;
export type DriftSide = z.output<typeof side>;
