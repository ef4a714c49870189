import { createSubscription } from "@sluice/management/subscriptions/create-subscription";
import { listSubscriptions } from "@sluice/management/subscriptions/list-subscriptions";
import { created, route } from "../../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params, query }) => listSubscriptions(context, { ...query, applicationId: params["id"] }),
  POST: created(({ context, params, body }) => createSubscription(context, params["id"] ?? "", body)),
});
