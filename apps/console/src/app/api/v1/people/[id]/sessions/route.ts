import { listSessions } from "@sluice/management/people/list-sessions";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params, query }) => listSessions(context, params["id"] ?? "", query),
});
