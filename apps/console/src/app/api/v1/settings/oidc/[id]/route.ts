import { deleteOidcProvider } from "@sluice/management/oidc/delete-oidc-provider";
import { updateOidcProvider } from "@sluice/management/oidc/update-oidc-provider";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  PUT: ({ context, params, body }) => updateOidcProvider(context, params["id"] ?? "", body),
  DELETE: ({ context, params }) => deleteOidcProvider(context, params["id"] ?? ""),
});
