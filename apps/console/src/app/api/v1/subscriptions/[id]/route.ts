import { getSubscription } from "@sluice/management/subscriptions/get-subscription";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => getSubscription(context, params["id"] ?? ""),
});
