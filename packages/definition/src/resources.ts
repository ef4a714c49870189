import { z } from "zod";
import { PERMISSIONS } from "./access.ts";
import { apiDefinitionSchema } from "./api.ts";
import { authenticationSchema } from "./endpoint.ts";
import { type PLAN_STATUSES, planSchema } from "./plan.ts";
import { PROVIDER_IDS } from "./provider.ts";

/** What the management API takes and gives. The routes, openapi.json and the console's client all read these. Times are ISO 8601. */

const id = z.uuid();
const time = z.iso.datetime();

export const planResourceSchema = planSchema.extend({ id, apiId: id });

export const API_STATES = ["STARTED", "STOPPED"] as const;
export const DEPLOYMENT_STATES = ["DEPLOYED", "NEED_REDEPLOY", "NOT_DEPLOYED"] as const;

/** One gateway's word on a revision. */
export const acknowledgementSchema = z.object({
  id: z.string().meta({ description: "The gateway's name" }),
  status: z.enum(["applied", "rejected"]),
  reason: z.string().optional(),
  compileMs: z.number(),
  at: time,
});

export const changeSchema = z.object({
  path: z.string(),
  /** The change in words, for people. */
  summary: z.string(),
  before: z.json().optional(),
  after: z.json().optional(),
});

export const apiResourceSchema = z.object({
  ...apiDefinitionSchema.shape,
  id,
  /** Counts saves. Send it back with a change: a stale one is refused with 409. */
  version: z.int(),
  state: z.enum(API_STATES),
  deploymentState: z.enum(DEPLOYMENT_STATES),
  deployedRevision: z.int().nullable(),
  createdAt: time,
  createdBy: z.string(),
  updatedAt: time,
  updatedBy: z.string(),
  plans: z.array(planResourceSchema),
  /** What is saved and not deployed yet; empty unless `deploymentState` is NEED_REDEPLOY. */
  pendingChanges: z.array(changeSchema),
});

/** Sent back by clients that put what they got; never taken from them. */
export const READ_ONLY_API_FIELDS = [
  "id",
  "version",
  "state",
  "deploymentState",
  "deployedRevision",
  "createdAt",
  "createdBy",
  "updatedAt",
  "updatedBy",
  "pendingChanges",
] as const;

/** What of an API can be changed. */
export function withoutReadOnly(api: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const readOnly: readonly string[] = READ_ONLY_API_FIELDS;
  return Object.fromEntries(Object.entries(api).filter(([field]) => !readOnly.includes(field)));
}

/** What a PUT may carry: the definition, and the version that was read. What came with it from here may stay in it and is not read. */
export const apiUpdateSchema = z.looseObject({
  ...apiDefinitionSchema.shape,
  version: z.int().optional().meta({ description: "The version that was read; If-Match says the same" }),
  plans: z.array(z.looseObject({ ...planSchema.shape, id: id.optional() })).optional(),
});

export const apiSummarySchema = z.object({
  id,
  name: z.string(),
  apiVersion: z.string(),
  state: z.enum(API_STATES),
  deploymentState: z.enum(DEPLOYMENT_STATES),
  deployedRevision: z.int().nullable(),
  contextPaths: z.array(z.string()),
  providers: z.array(z.string()),
  /** Gateways that refused the deployed revision. */
  rejectedBy: z.array(z.object({ id: z.string(), reason: z.string() })),
  updatedAt: time,
  /** What the caller may do with it. */
  permissions: z.array(z.enum(PERMISSIONS)),
});

export const deploymentSchema = z.object({
  revision: z.int(),
  label: z.string().nullable(),
  createdAt: time,
  createdBy: z.string(),
  gateways: z.array(acknowledgementSchema),
  /** On deploying: what will not stop it, and should be known. */
  warnings: z.array(z.string()).optional(),
});

export const deploymentDetailSchema = deploymentSchema.extend({
  /** As it was deployed, plans included; secrets masked. */
  definition: z.record(z.string(), z.json()),
  /** Against the revision before; empty for the first. */
  changes: z.array(changeSchema),
});

export const rollbackInputSchema = z.strictObject({ revision: z.int("Name the revision to go back to.") });

export const DRAFT_STEPS = ["details", "architecture", "entrypoint-type", "entrypoints", "endpoints", "security", "summary"] as const;

export const draftInputSchema = z.strictObject({
  step: z.enum(DRAFT_STEPS),
  /** The definition as far as it goes. Nothing in it is checked but its size. */
  definition: z.record(z.string(), z.json()),
  version: z.int().optional(),
});
export const draftSchema = z.object({
  id,
  step: z.enum(DRAFT_STEPS),
  definition: z.record(z.string(), z.json()),
  version: z.int(),
  createdAt: time,
  updatedAt: time,
});

export const LONGEST_LABEL = 32;
export const deploymentInputSchema = z.strictObject({
  label: z.string().trim().max(LONGEST_LABEL, `A label has at most ${LONGEST_LABEL} characters.`).optional(),
});

export const verifyPathsInputSchema = z.strictObject({
  paths: z
    .array(z.union([z.string(), z.strictObject({ path: z.string() })]))
    .min(1)
    .max(20),
  /** The API being edited, whose own paths are free to it. */
  apiId: id.optional(),
});
export const verifyPathsSchema = z.object({
  ok: z.boolean(),
  reason: z.string().optional(),
  paths: z.array(z.object({ path: z.string(), ok: z.boolean(), reason: z.string().optional() })),
});

export const endpointCheckInputSchema = z.strictObject({
  provider: z.enum(PROVIDER_IDS),
  target: z.string().trim().max(2048).default(""),
  authentication: authenticationSchema,
  model: z.string().max(256).optional(),
  /** Where a masked secret is stored: the draft or the API, and the endpoint in it. */
  draftId: id.optional(),
  apiId: id.optional(),
  endpoint: z.string().max(100).optional(),
  projectId: z.string().max(128).optional(),
  location: z.string().max(64).optional(),
  publisher: z.enum(["google", "anthropic"]).optional(),
});
export const endpointCheckSchema = z.object({
  ok: z.boolean(),
  models: z.array(
    z.object({
      id: z.string(),
      /** Proposed from the price catalogue; US dollars per million tokens. */
      inputPrice: z.number().optional(),
      outputPrice: z.number().optional(),
    }),
  ),
  latencyMs: z.number(),
  /** The provider's own words, and what to make of them. */
  error: z.object({ status: z.int().nullable(), message: z.string(), hint: z.string().optional() }).optional(),
});

export const gatewayStatusSchema = z.object({
  gateways: z.array(z.object({ id: z.string(), startedAt: time, lastSeenAt: time, alive: z.boolean(), version: z.string() })),
  /** Deployments in force. */
  deployed: z.int(),
  gatewayUrl: z.string().meta({ description: "Where consumers reach the gateway" }),
  simulatorUrl: z.string().nullable(),
});

export const priceSchema = z.object({ model: z.string(), inputPrice: z.number().optional(), outputPrice: z.number().optional() });

export const pricesSchema = z.object({
  /** The edition of the catalogue that the proposals come from. */
  catalogue: z.string(),
  data: z.array(priceSchema),
});

export const MOST_PER_PAGE = 100;
export const pageQuerySchema = z.object({
  page: z.coerce.number("A page is a number.").int().min(1, "Pages are counted from 1.").max(1_000_000).default(1),
  perPage: z.coerce.number("A page's size is a number.").int().min(1).max(MOST_PER_PAGE, `At most ${MOST_PER_PAGE} a page.`).default(25),
});
export const paginationSchema = z.object({ page: z.int(), perPage: z.int(), pageCount: z.int(), totalCount: z.int() });
export const MANAGEMENT_ERROR_CODES = [
  "invalid_json",
  "invalid_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "stale_write",
  "path_taken",
  "cannot_compile",
  "too_large",
  "unsupported_media_type",
  "rate_limited",
  "method_not_allowed",
  "internal_error",
  "unavailable",
] as const;
export const managementErrorSchema = z.object({
  code: z.enum(MANAGEMENT_ERROR_CODES),
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
  /** With `stale_write`: what changed since, by whom. */
  changes: z.array(changeSchema).optional(),
  changedBy: z.string().optional(),
  currentVersion: z.int().optional(),
});
export type ManagementErrorCode = (typeof MANAGEMENT_ERROR_CODES)[number];
export type PlanStatus = (typeof PLAN_STATUSES)[number];

export type ApiResource = z.output<typeof apiResourceSchema>;
export type ApiSummary = z.output<typeof apiSummarySchema>;
export type PlanResource = z.output<typeof planResourceSchema>;
export type DeploymentResource = z.output<typeof deploymentSchema>;
export type Acknowledgement = z.output<typeof acknowledgementSchema>;
export type Change = z.output<typeof changeSchema>;
export type Draft = z.output<typeof draftSchema>;
export type DraftStep = (typeof DRAFT_STEPS)[number];
export type EndpointCheckInput = z.output<typeof endpointCheckInputSchema>;
export type EndpointCheckResult = z.output<typeof endpointCheckSchema>;
export type GatewayStatus = z.output<typeof gatewayStatusSchema>;
export type ManagementErrorBody = z.output<typeof managementErrorSchema>;
export type DeploymentDetail = z.output<typeof deploymentDetailSchema>;
export type PriceProposal = z.output<typeof priceSchema>;
export type Pagination = z.output<typeof paginationSchema>;
