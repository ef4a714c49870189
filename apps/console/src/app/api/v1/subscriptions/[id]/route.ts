import { getSubscription } from "@sluice/management/subscriptions/get-subscription";
import { updateSubscription } from "@sluice/management/subscriptions/update-subscription";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => getSubscription(context, params["id"] ?? ""),
  PUT: ({ context, params, body }) => updateSubscription(context, params["id"] ?? "", body),
});
