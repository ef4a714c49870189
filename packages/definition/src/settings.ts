import { z } from "zod";

/** A data key: what secrets are sealed with. The key itself never leaves the server. */
export const dataKeySchema = z.object({
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  /** Set: it seals nothing any more. What is still sealed with it opens all the same. */
  retiredAt: z.iso.datetime().nullable(),
  /** Stored secrets that are sealed with it, former versions and deployments included. */
  secrets: z.int(),
});

export const encryptionSchema = z.object({ dataKeys: z.array(dataKeySchema) });

export const rotationInputSchema = z.strictObject({
  resume: z
    .boolean()
    .default(false)
    .meta({ description: "Make no new key: seal what a rotation that was cut off has left under retired ones" }),
});

export const rotationSchema = encryptionSchema.extend({
  /** Secrets that were sealed anew. */
  resealed: z.int(),
  /** Secrets that do not open, and were left as they are: they have to be entered again. */
  unreadable: z.int(),
});

export type Encryption = z.output<typeof encryptionSchema>;
export type Rotation = z.output<typeof rotationSchema>;
