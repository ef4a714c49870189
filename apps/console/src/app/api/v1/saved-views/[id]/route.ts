import { deleteSavedView } from "@sluice/management/saved-views/delete-saved-view";
import { updateSavedView } from "@sluice/management/saved-views/update-saved-view";
import { route } from "../../../../../server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = route({
  PUT: ({ context, params, body }) => updateSavedView(context, params["id"] ?? "", body),
  DELETE: ({ context, params }) => deleteSavedView(context, params["id"] ?? ""),
});
