import { deleteApi } from "@sluice/management/apis/delete-api";
import { getApi } from "@sluice/management/apis/get-api";
import { updateApi } from "@sluice/management/apis/update-api";
import { ifMatchVersion, route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => getApi(context, params["id"] ?? ""),
  PUT: ({ context, params, body, headers }) => updateApi(context, params["id"] ?? "", { body, ifMatch: ifMatchVersion(headers) }),
  DELETE: ({ context, params }) => deleteApi(context, params["id"] ?? ""),
});
