import { createOidcProvider } from "@sluice/management/oidc/create-oidc-provider";
import { listOidcProviders } from "@sluice/management/oidc/list-oidc-providers";
import { created, route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listOidcProviders(context, query),
  POST: created(({ context, body }) => createOidcProvider(context, body)),
});
