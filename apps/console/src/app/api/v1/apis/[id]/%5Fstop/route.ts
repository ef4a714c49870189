import { stopApi } from "@sluice/management/apis/run-state";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params }) => stopApi(context, params["id"] ?? ""),
});
