import { z } from "zod";
import { PERMISSIONS } from "./access.ts";
import { pageQuerySchema } from "./resources.ts";

/** Tokens for the management API, as it takes and gives them. Times are ISO 8601. */

const time = z.iso.datetime();

export const apiTokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** `••••` and its last four characters; the whole token only when it is made. */
  token: z.string(),
  /** It may what its owner may and these allow. Null: all that its owner may. */
  scopes: z.array(z.enum(PERMISSIONS)).nullable(),
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
  revokedAt: time.nullable(),
});
export const apiTokenInputSchema = z.strictObject({
  name: z.string("The name is required.").trim().min(1, "The name is required.").max(50, "At most 50 characters."),
  scopes: z
    .array(z.enum(PERMISSIONS, "There is no such permission."))
    .min(1, "Without a permission it is good for nothing.")
    .max(PERMISSIONS.length)
    .nullish()
    .meta({ description: "Permissions; left out: all that its owner may" }),
  expiresAt: z.iso
    .datetime({ offset: true, error: "A moment in ISO 8601, such as 2027-01-31T00:00:00Z." })
    .nullish()
    .meta({ description: "Left out: never" }),
});
export const apiTokenQuerySchema = pageQuerySchema.extend({
  personId: z.string().max(100).optional().meta({ description: "Whose; left out: your own" }),
});

export type ApiTokenResource = z.output<typeof apiTokenSchema>;
export type ApiTokenInput = z.input<typeof apiTokenInputSchema>;
