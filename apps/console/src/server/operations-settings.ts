import { effectivePricesSchema, modelPriceInputSchema, modelPriceSchema, modelPricesSchema } from "@sluice/definition/prices";
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
  { method: "get", path: "/model-prices", summary: "Own prices of models, past and to come", response: modelPricesSchema },
  {
    method: "post",
    path: "/model-prices",
    summary: "Give a model a price of one's own, from a moment on",
    request: modelPriceInputSchema,
    response: modelPriceSchema,
    status: 201,
  },
  {
    method: "get",
    path: "/model-prices/_effective",
    summary: "What each model costs now, where that is said, and what was used without a price",
    response: effectivePricesSchema,
  },
  {
    method: "put",
    path: "/model-prices/{id}",
    summary: "Change an own price: another version of it",
    request: modelPriceInputSchema,
    response: modelPriceSchema,
  },
  { method: "delete", path: "/model-prices/{id}", summary: "Take an own price away" },
];
