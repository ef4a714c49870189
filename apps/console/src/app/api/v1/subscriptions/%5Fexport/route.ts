import { exportSubscriptions } from "@sluice/management/subscriptions/export-subscriptions";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => exportSubscriptions(context, query),
});
