import { retentionInputSchema, retentionSchema } from "@sluice/definition/retention";
import { encryptionSchema, rotationInputSchema, rotationSchema } from "@sluice/definition/settings";
import type { Operation } from "./operation.ts";

/** The calls about the settings of the whole instance. */
export const SETTINGS_OPERATIONS: readonly Operation[] = [
  { method: "get", path: "/settings/encryption", summary: "Data keys, and how many secrets each seals", response: encryptionSchema },
  {
    method: "post",
    path: "/settings/encryption/_rotate",
    summary: "Make a new data key and seal every stored secret with it",
    request: rotationInputSchema,
    response: rotationSchema,
  },
  { method: "get", path: "/settings/retention", summary: "How long requests and their sums are kept", response: retentionSchema },
  {
    method: "put",
    path: "/settings/retention",
    summary: "Keep them longer or shorter; what has been dropped does not come back",
    request: retentionInputSchema,
    response: retentionSchema,
  },
];
