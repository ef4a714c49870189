import { reorderPlans } from "@sluice/management/plans/reorder-plans";
import { route } from "../../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params, body }) => reorderPlans(context, params["id"] ?? "", body),
});
