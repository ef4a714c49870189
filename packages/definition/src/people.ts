import { z } from "zod";
import { PERMISSIONS, ROLES } from "./access.ts";

/** People, and what lets them in, as the management API takes and gives them. */

/** Who asks, and what they may do: everywhere, or at the place that was asked about. */
export const meSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS)),
});
export const meQuerySchema = z.object({ apiId: z.uuid().optional(), applicationId: z.uuid().optional() });

export type Me = z.output<typeof meSchema>;
