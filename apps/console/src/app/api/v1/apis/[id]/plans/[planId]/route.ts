import { getPlan } from "@sluice/management/plans/get-plan";
import { updatePlan } from "@sluice/management/plans/update-plan";
import { route } from "../../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => getPlan(context, { apiId: params["id"] ?? "", planId: params["planId"] ?? "" }),
  PUT: ({ context, params, body }) => updatePlan(context, { apiId: params["id"] ?? "", planId: params["planId"] ?? "" }, body),
});
