import { rollbackApi } from "@sluice/management/deployments/rollback-api";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params, body }) => rollbackApi(context, params["id"] ?? "", body),
});
