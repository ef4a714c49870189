import { updateApiKey } from "@sluice/management/subscriptions/update-api-key";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  PUT: ({ context, params, body }) => updateApiKey(context, params["id"] ?? "", body),
});
