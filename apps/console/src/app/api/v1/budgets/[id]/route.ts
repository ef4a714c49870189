import { deleteBudget } from "@sluice/management/budgets/delete-budget";
import { updateBudget } from "@sluice/management/budgets/update-budget";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  PUT: ({ context, params, body }) => updateBudget(context, params["id"] ?? "", body),
  DELETE: ({ context, params }) => deleteBudget(context, params["id"] ?? ""),
});
