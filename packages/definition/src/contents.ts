import { z } from "zod";

/** Contents of requests: what the gateways keep and the management API shows. */

/** Why a part of a request is not among what was kept of it. */
export const OMISSIONS = ["binary", "unmasked", "not_read"] as const;

export const contentLegSchema = z.object({
  /** Between caller and gateway, or gateway and provider. */
  side: z.enum(["entrypoint", "endpoint"]),
  phase: z.enum(["request", "response"]),
  status: z.int().nullable().meta({ description: "Of a response" }),
  headers: z
    .array(z.tuple([z.string(), z.string()]))
    .nullable()
    .meta({ description: "Credentials are hidden; null where headers are not kept" }),
  body: z.string().nullable().meta({ description: "Secrets are hidden; null where it is not kept" }),
  /** As it was, in bytes. */
  bodyBytes: z.int(),
  truncated: z.boolean(),
  omitted: z.enum(OMISSIONS).nullable().meta({ description: "Why there is no body" }),
});

/** What is stored: JSON, compressed. */
export const storedContentSchema = z.object({ legs: z.array(contentLegSchema) });

export const requestContentSchema = storedContentSchema.extend({
  requestId: z.string(),
  expiresAt: z.iso.datetime(),
});

/** What became of a request's contents, as its gateway has said. */
export const CONTENT_FATES = ["kept", "not_sampled", "condition", "dropped"] as const;
export type ContentFate = (typeof CONTENT_FATES)[number];

/** The same with what only a look at the database tells. */
export const CONTENT_STATES = [...CONTENT_FATES, "pending", "expired", "off", "unread"] as const;
export type ContentState = (typeof CONTENT_STATES)[number];

export type ContentLeg = z.output<typeof contentLegSchema>;
export type StoredContent = z.output<typeof storedContentSchema>;
export type RequestContent = z.output<typeof requestContentSchema>;
