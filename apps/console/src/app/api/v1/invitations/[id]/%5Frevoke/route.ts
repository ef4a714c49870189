import { revokeInvitation } from "@sluice/management/invitations/revoke-invitation";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params }) => revokeInvitation(context, params["id"] ?? ""),
});
