import { listAudit } from "@sluice/management/audit/list-audit";
import { route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listAudit(context, query),
});
