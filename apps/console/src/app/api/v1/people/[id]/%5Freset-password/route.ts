import { createPasswordLink } from "@sluice/management/invitations/create-password-link";
import { created, route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: created(({ context, params }) => createPasswordLink(context, params["id"] ?? "")),
});
