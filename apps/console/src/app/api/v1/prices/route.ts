import { listPrices } from "@sluice/management/prices/list-prices";
import { route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ query }) => listPrices(query),
});
