import { createApiKey } from "@sluice/management/subscriptions/create-api-key";
import { created, route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: created(({ context, params, body }) => createApiKey(context, params["id"] ?? "", body)),
});
