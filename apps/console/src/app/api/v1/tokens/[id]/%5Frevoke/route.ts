import { revokeApiToken } from "@sluice/management/api-tokens/revoke-api-token";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params }) => revokeApiToken(context, params["id"] ?? ""),
});
