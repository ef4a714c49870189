import { revokeApiKey } from "@sluice/management/subscriptions/revoke-api-key";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params }) => revokeApiKey(context, params["id"] ?? ""),
});
