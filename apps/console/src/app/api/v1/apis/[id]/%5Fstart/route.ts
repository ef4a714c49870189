import { startApi } from "@sluice/management/apis/run-state";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params }) => startApi(context, params["id"] ?? ""),
});
