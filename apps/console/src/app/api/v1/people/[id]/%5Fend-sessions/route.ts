import { endSessions } from "@sluice/management/people/end-sessions";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params, body }) => endSessions(context, params["id"] ?? "", body),
});
