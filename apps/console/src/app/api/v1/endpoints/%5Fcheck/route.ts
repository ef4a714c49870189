import { checkEndpoint } from "@sluice/management/endpoints/check-endpoint";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, body }) => checkEndpoint(context, body),
});
