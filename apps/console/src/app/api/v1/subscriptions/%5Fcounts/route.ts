import { countSubscriptions } from "@sluice/management/subscriptions/count-subscriptions";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => countSubscriptions(context, query),
});
