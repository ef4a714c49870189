import { listSubscriptions } from "@sluice/management/subscriptions/list-subscriptions";
import { route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listSubscriptions(context, query),
});
