import type { SavedView } from "@sluice/db/generated/client";
import { type SavedViewResource, VIEW_PAGES, viewFiltersSchema } from "@sluice/definition/saved-views";

export type SavedViewRow = SavedView & { readonly owner: { readonly name: string } };

/** What a newer console has written and this one does not know is left out of the filters. */
export function savedViewResource(row: SavedViewRow, actorId: string): SavedViewResource {
  return {
    id: row.id,
    name: row.name,
    page: VIEW_PAGES.find((page) => page === row.page) ?? VIEW_PAGES[0],
    shared: row.shared,
    filters: viewFiltersSchema.strip().safeParse(row.filters).data ?? {},
    own: row.ownerId === actorId,
    ownerName: row.owner.name,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export const WITH_OWNER = { owner: { select: { name: true } } } as const;
