import { deleteDraft } from "@sluice/management/drafts/delete-draft";
import { getDraft } from "@sluice/management/drafts/get-draft";
import { updateDraft } from "@sluice/management/drafts/update-draft";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: ({ context, params }) => getDraft(context, params["id"] ?? ""),
  PUT: ({ context, params, body }) => updateDraft(context, params["id"] ?? "", body),
  DELETE: ({ context, params }) => deleteDraft(context, params["id"] ?? ""),
});
