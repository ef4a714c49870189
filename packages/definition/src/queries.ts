import { z } from "zod";
import { SUBSCRIPTION_STATUSES } from "./consumers.ts";
import { PROVIDER_IDS } from "./provider.ts";
import { API_STATES, pageQuerySchema } from "./resources.ts";

/** What the management API's lists take in their query strings. */

const id = z.uuid();

export const apiQuerySchema = pageQuerySchema.extend({
  q: z.string().trim().max(100).optional().meta({ description: "A part of the name or of a context path" }),
  state: z.enum(API_STATES).optional(),
});
export const applicationQuerySchema = pageQuerySchema.extend({
  q: z.string().trim().max(100).optional().meta({ description: "A part of the name" }),
});
/** Which subscriptions, whatever their status. */
export const subscriptionFilterSchema = z.object({
  apiId: id.optional(),
  applicationId: id.optional(),
  planId: id.optional(),
  keyHint: z
    .string()
    .trim()
    .length(4, "Only the last four characters of a key: the whole of it has no place in an address.")
    .optional()
    .meta({ description: "The last four characters of one of its keys" }),
  q: z.string().trim().max(100).optional().meta({ description: "A part of the application's name" }),
});
const statuses = z
  .string()
  .transform((text) => text.split(",").flatMap((status) => status.trim() || []))
  .pipe(z.array(z.enum(SUBSCRIPTION_STATUSES)).max(SUBSCRIPTION_STATUSES.length))
  .optional()
  .meta({ description: `Any of ${SUBSCRIPTION_STATUSES.join(", ")}, separated by commas` });
export const subscriptionExportQuerySchema = subscriptionFilterSchema.extend({ status: statuses });
export const subscriptionQuerySchema = pageQuerySchema.extend(subscriptionExportQuerySchema.shape);
export const catalogueQuerySchema = pageQuerySchema.extend({
  q: z.string().trim().max(100).optional().meta({ description: "A part of the name or of a context path" }),
});
const moment = z.iso.datetime({ offset: true, error: "This is a time such as 2026-11-28T09:00:00Z." }).optional();
/** Which entries of the audit. */
export const auditFilterSchema = z.object({
  actorId: z.string().max(100).optional(),
  action: z.string().max(100).optional().meta({ description: "`api.deploy`; `api.` for everything done to APIs" }),
  entityType: z.string().max(50).optional(),
  entityId: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "With entityType api or application, whoever may change that one may read its entries" }),
  from: moment,
  to: moment.meta({ description: "Up to, and without, this time" }),
  q: z.string().trim().max(100).optional().meta({ description: "A part of who, of the action, of the object's name or id" }),
});
export const auditQuerySchema = pageQuerySchema.extend(auditFilterSchema.shape);
export const AUDIT_FORMATS = ["csv", "jsonl"] as const;
export const auditExportQuerySchema = auditFilterSchema.extend({ format: z.enum(AUDIT_FORMATS).default("csv") });

export const priceQuerySchema = z.object({
  provider: z.enum(PROVIDER_IDS),
  /** Separated by commas. */
  models: z.string().max(50_000).default(""),
  target: z.string().max(2048).default("").meta({ description: "The provider's address, for OPEN_AI_COMPATIBLE" }),
});
