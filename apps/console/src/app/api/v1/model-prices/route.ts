import { createModelPrice } from "@sluice/management/prices/create-model-price";
import { listModelPrices } from "@sluice/management/prices/list-model-prices";
import { created, route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context }) => listModelPrices(context),
  POST: created(({ context, body }) => createModelPrice(context, body)),
});
