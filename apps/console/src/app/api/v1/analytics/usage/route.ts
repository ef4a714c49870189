import { readUsage } from "@sluice/management/analytics/read-usage";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({ GET: ({ context, query }) => readUsage(context, query) });
