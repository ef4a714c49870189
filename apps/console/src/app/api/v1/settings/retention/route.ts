import { getRetention } from "@sluice/management/settings/get-retention";
import { updateRetention } from "@sluice/management/settings/update-retention";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context }) => getRetention(context),
  PUT: ({ context, body }) => updateRetention(context, body),
});
