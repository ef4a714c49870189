import { deleteModelPrice } from "@sluice/management/prices/delete-model-price";
import { updateModelPrice } from "@sluice/management/prices/update-model-price";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  PUT: ({ context, params, body }) => updateModelPrice(context, params["id"] ?? "", body),
  DELETE: ({ context, params }) => deleteModelPrice(context, params["id"] ?? ""),
});
