import { createSavedView } from "@sluice/management/saved-views/create-saved-view";
import { listSavedViews } from "@sluice/management/saved-views/list-saved-views";
import { created, route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listSavedViews(context, query),
  POST: created(({ context, body }) => createSavedView(context, body)),
});
