import { closePlan } from "@sluice/management/plans/change-plan-status";
import { route } from "../../../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params }) => closePlan(context, { apiId: params["id"] ?? "", planId: params["planId"] ?? "" }),
});
