import { tryPolicies } from "@sluice/management/flows/try-policies";
import { route } from "../../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params, body }) => tryPolicies(context, params["id"] ?? "", body),
});
