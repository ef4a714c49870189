import { readImpact } from "@sluice/management/flows/read-impact";
import { route } from "../../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params, body }) => readImpact(context, params["id"] ?? "", body),
});
