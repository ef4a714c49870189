import { getStatus } from "@sluice/management/gateways/get-status";
import { route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context }) => getStatus(context),
});
