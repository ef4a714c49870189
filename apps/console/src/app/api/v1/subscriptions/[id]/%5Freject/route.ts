import { rejectSubscription } from "@sluice/management/subscriptions/decide-subscription";
import { route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  POST: ({ context, params, body }) => rejectSubscription(context, params["id"] ?? "", body),
});
