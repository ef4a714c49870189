import { listBudgetAlerts } from "@sluice/management/budgets/list-budget-alerts";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => listBudgetAlerts(context, params["id"] ?? ""),
});
