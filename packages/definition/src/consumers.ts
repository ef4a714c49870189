import { z } from "zod";
import { API_ROLES, APPLICATION_ROLES, PERMISSIONS } from "./access.ts";
import { PLAN_SECURITIES, PLAN_STATUSES } from "./plan.ts";

/** Applications, their subscriptions and keys, as the management API takes and gives them. Times are ISO 8601. */

const id = z.uuid();
const time = z.iso.datetime();
const futureTime = z.iso.datetime({ offset: true, error: "A moment in ISO 8601, such as 2027-01-31T00:00:00Z." });
const reason = z.string().trim().max(250, "At most 250 characters.");
/** What the caller may do with this very object. */
const permissions = z.array(z.enum(PERMISSIONS));

export const applicationInputSchema = z.strictObject({
  name: z.string("The name is required.").trim().min(1, "The name is required.").max(50),
  description: z.string().max(250).default(""),
  clientId: z
    .string()
    .trim()
    .min(1)
    .max(256)
    .nullish()
    .meta({ description: "The client id in this application's tokens: plans with JWT or OAuth 2 know it by that" }),
});
export const certificateSchema = z.object({
  id,
  /** SHA-256 of the certificate, hex. */
  fingerprint: z.string(),
  subject: z.string(),
  notAfter: time,
  createdAt: time,
});
export const certificateInputSchema = z.strictObject({
  certificate: z
    .string("The certificate is required.")
    .trim()
    .min(1, "The certificate is required.")
    .max(16_384)
    .meta({ description: "A client certificate in PEM; its private key stays with you" }),
});
export const applicationSchema = z.object({
  id,
  name: z.string(),
  description: z.string(),
  clientId: z.string().nullable(),
  certificates: z.array(certificateSchema),
  /** Living subscriptions. */
  subscriptions: z.object({ accepted: z.int(), pending: z.int(), paused: z.int() }),
  /** Names of the people who own it. */
  owners: z.array(z.string()),
  /** Its last call, refused ones included; null before the first. */
  lastUsedAt: time.nullable(),
  createdAt: time,
  createdBy: z.string(),
  updatedAt: time,
  permissions,
});

export const memberSchema = <Role extends typeof API_ROLES | typeof APPLICATION_ROLES>(roles: Role) =>
  z.object({ userId: z.string(), name: z.string(), email: z.string(), role: z.enum(roles) });
const memberInput = <Role extends typeof API_ROLES | typeof APPLICATION_ROLES>(roles: Role) =>
  z.strictObject({ userId: z.string("Name the person by their id.").min(1).max(100), role: z.enum(roles) });
export const apiMemberInputSchema = memberInput(API_ROLES);
export const applicationMemberInputSchema = memberInput(APPLICATION_ROLES);

export const SUBSCRIPTION_STATUSES = ["PENDING", "ACCEPTED", "REJECTED", "PAUSED", "CLOSED"] as const;

/** Gravitee's rules: 8 to 128 characters, none of which means something in a URL, a header or a list. */
const CUSTOM_KEY = /^[^\s^#%@\\/;=?|~,]{8,128}$/;
const customApiKey = z
  .string()
  .regex(CUSTOM_KEY, "A key of your own has 8 to 128 characters, and none of ^ # % @ \\ / ; = ? | ~ , or space.")
  // Headers carry printable ASCII; anything else would not arrive as it was sent.
  .regex(/^[\x21-\x7e]*$/, "A key of your own has letters, digits and signs of ASCII only.");
const keyName = z.string().trim().max(50, "At most 50 characters.");

export const apiKeySchema = z.object({
  id,
  name: z.string(),
  /** In full when it was just made, its mask ever after. */
  key: z.string(),
  createdAt: time,
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  /** To the minute or so. */
  lastUsedAt: time.nullable(),
});
export const apiKeyInputSchema = z.strictObject({
  name: keyName.default(""),
  customApiKey: customApiKey.optional(),
  expiresAt: futureTime.nullish(),
});
export const apiKeyUpdateSchema = z.strictObject({ name: keyName.optional(), expiresAt: futureTime.nullable().optional() });

/** Former keys go on for two hours unless told otherwise, as in Gravitee: long enough to roll the new one out. */
export const USUAL_OVERLAP_SECONDS = 2 * 60 * 60;
export const LONGEST_OVERLAP_SECONDS = 30 * 24 * 60 * 60;
export const renewInputSchema = z.strictObject({
  overlapSeconds: z
    .int()
    .min(0)
    .max(LONGEST_OVERLAP_SECONDS, "At most 30 days.")
    .default(USUAL_OVERLAP_SECONDS)
    .meta({ description: "How long the former keys go on; 0 ends them at once" }),
  customApiKey: customApiKey.optional(),
});

export const subscriptionInputSchema = z.strictObject({
  planId: z.uuid("Name the plan by its id."),
  request: reason.optional().meta({ description: "A word to whoever decides" }),
});
/** With `_reject`, `_pause`, `_resume`, `_close`. */
export const decisionInputSchema = z.strictObject({ reason: reason.optional() });
export const acceptInputSchema = z.strictObject({
  reason: reason.optional(),
  startingAt: futureTime.optional(),
  endingAt: futureTime.optional(),
  customApiKey: customApiKey.optional(),
});
export const subscriptionUpdateSchema = z.strictObject({
  startingAt: futureTime.nullable().optional(),
  endingAt: futureTime.nullable().optional(),
});

export const subscriptionSchema = z.object({
  id,
  applicationId: id,
  applicationName: z.string(),
  planId: id,
  planName: z.string(),
  planSecurity: z.enum(PLAN_SECURITIES),
  planStatus: z.enum(PLAN_STATUSES),
  apiId: id,
  apiName: z.string(),
  contextPaths: z.array(z.string()),
  status: z.enum(SUBSCRIPTION_STATUSES),
  request: z.string().nullable(),
  reason: z.string().nullable(),
  createdAt: time,
  createdBy: z.string(),
  startsAt: time.nullable(),
  endsAt: time.nullable(),
  processedAt: time.nullable(),
  processedBy: z.string().nullable(),
  closedAt: time.nullable(),
  apiKeys: z.array(apiKeySchema),
  /** Of the caller: `apis:write` decides on it, `applications:write` holds its keys. */
  permissions,
});

/** How many there are of each status. */
/** What is left of a limit, as a gateway counted it after the subscription's last call. */
const subscriptionLimitSchema = z.object({
  subscriptionId: id,
  limitId: z.string().meta({ description: "Of one step: the same over deployments" }),
  policy: z.string(),
  step: z.string().meta({ description: "The step's name, or its place" }),
  unit: z.enum(["TOKENS", "DOLLARS", "REQUESTS"]),
  of: z.string().meta({ description: "What of it: total, input, output; cost; calls" }),
  keyed: z.boolean().meta({ description: "It counts by a key of its own: this is the counter of the last call's" }),
  windowSeconds: z.number(),
  rolling: z.boolean().meta({ description: "Any stretch of that length; false: a part of the calendar" }),
  limit: z.number(),
  remaining: z
    .number()
    .meta({ description: "At least so much, if nothing was used since. Below 0 where more was used than was set aside" }),
  resetsAt: z.iso.datetime().meta({ description: "By then all of it is left, if nothing is used until then" }),
  countedAt: z.iso.datetime().meta({ description: "When it was counted: after the subscription's last call, or a second later" }),
});
export const subscriptionLimitsSchema = z.object({ data: z.array(subscriptionLimitSchema) });
export type SubscriptionLimit = z.output<typeof subscriptionLimitSchema>;

export const subscriptionCountsSchema = z.record(z.enum(SUBSCRIPTION_STATUSES), z.int());

/** The order in which plans are tried: those that are named first, as they are named. */
export const planOrderSchema = z.strictObject({ planIds: z.array(z.uuid("Name plans by their ids.")).min(1).max(200) });

/** An API as one who may subscribe sees it. */
export const catalogueEntrySchema = z.object({
  apiId: id,
  name: z.string(),
  apiVersion: z.string(),
  description: z.string(),
  state: z.enum(["STARTED", "STOPPED"]),
  contextPaths: z.array(z.string()),
  /** Model ids as consumers write them. */
  models: z.array(z.string()),
  /** Published ones, in the order in which they are tried. */
  plans: z.array(
    z.object({
      id,
      name: z.string(),
      description: z.string(),
      security: z.enum(PLAN_SECURITIES),
      validation: z.enum(["AUTO", "MANUAL"]),
    }),
  ),
});

export type ApplicationResource = z.output<typeof applicationSchema>;
export type CertificateResource = z.output<typeof certificateSchema>;
export type SubscriptionResource = z.output<typeof subscriptionSchema>;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];
export type ApiKeyResource = z.output<typeof apiKeySchema>;
export type SubscriptionCounts = z.output<typeof subscriptionCountsSchema>;
export type CatalogueEntry = z.output<typeof catalogueEntrySchema>;
export type MemberResource<Role> = { readonly userId: string; readonly name: string; readonly email: string; readonly role: Role };
