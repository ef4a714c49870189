import { deleteApplication } from "@sluice/management/applications/delete-application";
import { getApplication } from "@sluice/management/applications/get-application";
import { updateApplication } from "@sluice/management/applications/update-application";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => getApplication(context, params["id"] ?? ""),
  PUT: ({ context, params, body }) => updateApplication(context, params["id"] ?? "", body),
  DELETE: ({ context, params }) => deleteApplication(context, params["id"] ?? ""),
});
