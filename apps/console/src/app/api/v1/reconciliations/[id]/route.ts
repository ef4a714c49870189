import { deleteReconciliation } from "@sluice/management/reconciliations/delete-reconciliation";
import { getReconciliation } from "@sluice/management/reconciliations/get-reconciliation";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params, query }) => getReconciliation(context, params["id"] ?? "", query),
  DELETE: ({ context, params }) => deleteReconciliation(context, params["id"] ?? ""),
});
