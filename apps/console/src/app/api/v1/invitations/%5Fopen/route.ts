import { openLink } from "@sluice/management/invitations/open-link";
import { openRoute } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = openRoute({
  POST: ({ context, body }) => openLink(context, body),
});
