import { whatIf } from "@sluice/management/what-if/what-if";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({ POST: ({ context, body }) => whatIf(context, body) });
