import { importBill } from "@sluice/management/reconciliations/import-bill";
import { listReconciliations } from "@sluice/management/reconciliations/list-reconciliations";
import { createdFromFile, route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listReconciliations(context, query),
  POST: createdFromFile(({ context, query, body }) => importBill(context, query, body)),
});
