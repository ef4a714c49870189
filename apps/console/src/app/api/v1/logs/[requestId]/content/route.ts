import { getContent } from "@sluice/management/logs/get-content";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({ GET: ({ context, params }) => getContent(context, params["requestId"] ?? "") });
