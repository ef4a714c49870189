import { acceptLink } from "@sluice/management/invitations/accept-link";
import { openRoute } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = openRoute({
  POST: ({ context, body }) => acceptLink(context, body),
});
