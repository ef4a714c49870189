import { deployApi } from "@sluice/management/deployments/deploy-api";
import { listDeployments } from "@sluice/management/deployments/list-deployments";
import { created, route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params, query }) => listDeployments(context, params["id"] ?? "", query),
  POST: created(({ context, params, body }) => deployApi(context, params["id"] ?? "", body)),
});
