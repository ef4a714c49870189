import { exportApi } from "@sluice/management/transfer/export-api";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => exportApi(context, params["id"] ?? ""),
});
