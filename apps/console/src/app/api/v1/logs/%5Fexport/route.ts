import { exportLogs } from "@sluice/management/logs/export-logs";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({ GET: ({ context, query }) => exportLogs(context, query) });
