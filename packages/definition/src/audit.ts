import { z } from "zod";

/** How whoever did it was known: by session or token; not at all, as at a failed sign-in; or it was Sluice itself. */
export const ACTOR_KINDS = ["session", "token", "anonymous", "system"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** One change of anything, as the audit shows it. */
export const auditEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: z.object({ id: z.string(), name: z.string(), kind: z.enum(ACTOR_KINDS) }),
  /** `api.deploy`, `subscription.close` … */
  action: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  /** "Deployed revision 3 of the API Test" */
  summary: z.string(),
  /** What changed, where it can be said. */
  changes: z.array(z.string()),
  /** Secrets are masked. */
  before: z.json().nullable(),
  after: z.json().nullable(),
  ip: z.string().nullable(),
});

export type AuditEntryResource = z.output<typeof auditEntrySchema>;
