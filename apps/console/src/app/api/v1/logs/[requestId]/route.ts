import { getLog } from "@sluice/management/logs/get-log";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({ GET: ({ context, params }) => getLog(context, params["requestId"] ?? "") });
