import { listLogs } from "@sluice/management/logs/list-logs";
import { route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({ GET: ({ context, query }) => listLogs(context, query) });
