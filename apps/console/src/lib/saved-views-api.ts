import { MOST_PER_PAGE, paginationSchema } from "@sluice/definition/resources";
import { type savedViewInputSchema, savedViewSchema } from "@sluice/definition/saved-views";
import { z } from "zod";
import { callApi, type Send } from "./api-client.ts";

/** The management API's calls about named filters. All throw ApiError. */

export type SavedViewInput = z.input<typeof savedViewInputSchema>;

const viewPage = z.object({ data: z.array(savedViewSchema), pagination: paginationSchema });

/** One's own and shared ones: a menu's worth of them, by name. */
export async function listSavedViews({ signal }: Pick<Send, "signal"> = {}) {
  return (await callApi(`/saved-views?perPage=${MOST_PER_PAGE}`, viewPage, { signal })).data;
}

export function createSavedView(body: SavedViewInput) {
  return callApi("/saved-views", savedViewSchema, { method: "POST", body });
}

export function updateSavedView(id: string, body: SavedViewInput) {
  return callApi(`/saved-views/${encodeURIComponent(id)}`, savedViewSchema, { method: "PUT", body });
}

export function deleteSavedView(id: string) {
  return callApi(`/saved-views/${encodeURIComponent(id)}`, null, { method: "DELETE" });
}
