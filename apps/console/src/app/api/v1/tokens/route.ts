import { createApiToken } from "@sluice/management/api-tokens/create-api-token";
import { listApiTokens } from "@sluice/management/api-tokens/list-api-tokens";
import { created, route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listApiTokens(context, query),
  POST: created(({ context, body }) => createApiToken(context, body)),
});
