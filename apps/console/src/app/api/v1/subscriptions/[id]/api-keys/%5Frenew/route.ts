import { renewApiKey } from "@sluice/management/subscriptions/renew-api-key";
import { created, route } from "../../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: created(({ context, params, body }) => renewApiKey(context, params["id"] ?? "", body)),
});
