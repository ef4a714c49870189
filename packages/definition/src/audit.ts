import { z } from "zod";

/** One change of anything, as the audit shows it. */
export const auditEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: z.object({ id: z.string(), name: z.string(), kind: z.enum(["session", "token"]) }),
  /** `api.deploy`, `subscription.close` … */
  action: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  /** Secrets are masked. */
  before: z.json().nullable(),
  after: z.json().nullable(),
  ip: z.string().nullable(),
});

export type AuditEntryResource = z.output<typeof auditEntrySchema>;
