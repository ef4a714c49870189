import { checkIssuer } from "@sluice/management/oidc/check-issuer";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, body }) => checkIssuer(context, body),
});
