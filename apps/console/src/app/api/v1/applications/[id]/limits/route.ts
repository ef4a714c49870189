import { listLimits } from "@sluice/management/applications/list-limits";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({ GET: ({ context, params }) => listLimits(context, params["id"] ?? "") });
