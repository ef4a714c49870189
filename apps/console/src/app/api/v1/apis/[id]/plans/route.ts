import { createPlan } from "@sluice/management/plans/create-plan";
import { listPlans } from "@sluice/management/plans/list-plans";
import { created, route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params, query }) => listPlans(context, params["id"] ?? "", query),
  POST: created(({ context, params, body }) => createPlan(context, params["id"] ?? "", body)),
});
