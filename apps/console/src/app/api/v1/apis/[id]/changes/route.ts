import { listPendingChanges } from "@sluice/management/apis/list-pending-changes";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => listPendingChanges(context, params["id"] ?? ""),
});
