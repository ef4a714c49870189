import { createInvitation } from "@sluice/management/invitations/create-invitation";
import { listInvitations } from "@sluice/management/invitations/list-invitations";
import { created, route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listInvitations(context, query),
  POST: created(({ context, body }) => createInvitation(context, body)),
});
