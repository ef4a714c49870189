import { exportAudit } from "@sluice/management/audit/export-audit";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => exportAudit(context, query),
});
