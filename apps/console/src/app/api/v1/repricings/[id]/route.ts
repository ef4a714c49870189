import { getRepricing } from "@sluice/management/repricing/get-repricing";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => getRepricing(context, params["id"] ?? ""),
});
