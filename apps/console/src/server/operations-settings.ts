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
];
