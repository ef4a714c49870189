import { createDraft } from "@sluice/management/drafts/create-draft";
import { listDrafts } from "@sluice/management/drafts/list-drafts";
import { created, route } from "../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, query }) => listDrafts(context, query),
  POST: created(({ context, body }) => createDraft(context, body)),
});
