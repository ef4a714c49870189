import { getDeployment } from "@sluice/management/deployments/get-deployment";
import { route } from "../../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => getDeployment(context, params["id"] ?? "", params["revision"] ?? ""),
});
