import { createBudget } from "@sluice/management/budgets/create-budget";
import { listBudgets } from "@sluice/management/budgets/list-budgets";
import { created, route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context }) => listBudgets(context),
  POST: created(({ context, body }) => createBudget(context, body)),
});
