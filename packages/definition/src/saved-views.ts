import { z } from "zod";
import { unpricedFilter } from "./analytics.ts";

/** Named filters of the pages that show usage. The address of a page says them too: a view is an address under a name. */

export const VIEW_PAGES = ["analytics", "logs"] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];

const word = z.string().trim().min(1).max(512).optional();

/** What the pages' addresses hold, as they write it. The pages themselves put up with what is out of date: a model that is gone finds nothing. */
export const viewFiltersSchema = z.strictObject({
  time: z.string().max(10).optional().meta({ description: "A time that ends now: 24h, 7d" }),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  apiId: z.uuid().optional(),
  applicationId: z.uuid().optional(),
  planId: z.uuid().optional(),
  subscriptionId: z.uuid().optional(),
  provider: word,
  model: word,
  status: word,
  errorCode: word,
  unpriced: unpricedFilter,
  requestId: word,
});

export const savedViewInputSchema = z.strictObject({
  name: z.string().trim().min(1, "Give it a name.").max(60, "At most 60 characters."),
  page: z.enum(VIEW_PAGES),
  shared: z
    .boolean()
    .default(false)
    .meta({ description: "Everybody finds it in their menu; what it shows is still only what they may see" }),
  filters: viewFiltersSchema,
});

export const savedViewSchema = savedViewInputSchema.extend({
  id: z.uuid(),
  shared: z.boolean(),
  /** One's own may be changed and deleted; of others' views only shared ones are shown. */
  own: z.boolean(),
  ownerName: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export type SavedViewResource = z.output<typeof savedViewSchema>;
