import { acceptSubscription } from "@sluice/management/subscriptions/accept-subscription";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params, body }) => acceptSubscription(context, params["id"] ?? "", body),
});
