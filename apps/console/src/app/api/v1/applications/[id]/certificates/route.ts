import { addCertificate } from "@sluice/management/applications/add-certificate";
import { created, route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: created(({ context, params, body }) => addCertificate(context, params["id"] ?? "", body)),
});
