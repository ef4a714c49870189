import { listEffectivePrices } from "@sluice/management/prices/list-effective-prices";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context }) => listEffectivePrices(context),
});
