import { listRepricings } from "@sluice/management/repricing/list-repricings";
import { startRepricing } from "@sluice/management/repricing/start-repricing";
import { created, route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context }) => listRepricings(context),
  POST: created(({ context, body }) => startRepricing(context, body)),
});
