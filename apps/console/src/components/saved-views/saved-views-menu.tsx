"use client";

import type { SavedViewResource, ViewPage } from "@sluice/definition/saved-views";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, ChevronDown } from "lucide-react";
import { useState } from "react";
import { queryKeys } from "../../lib/query-keys.ts";
import { listSavedViews } from "../../lib/saved-views-api.ts";
import { Button } from "../ui/button.tsx";
import { Menu, type MenuAction } from "../ui/menu.tsx";
import type { UsagePlace } from "../usage-filters/usage-address.ts";
import { ManageViewsDialog } from "./manage-views-dialog.tsx";
import { SaveViewDialog } from "./save-view-dialog.tsx";
import { addressOf, filtersOf, fitsPlace, isSame } from "./view-filters.ts";

export interface SavedViewsMenuProps {
  readonly page: ViewPage;
  /** With what its place adds. */
  readonly address: URLSearchParams;
  readonly place: UsagePlace;
}

/** Filters under a name: one's own, and those that others share. */
export function SavedViewsMenu({ page, address, place }: SavedViewsMenuProps) {
  const [dialog, setDialog] = useState<"save" | "manage" | null>(null);
  const { data } = useQuery({ queryKey: queryKeys.savedViews, queryFn: listSavedViews });
  const filters = filtersOf(address);
  const views = (data ?? []).filter((view) => view.page === page && fitsPlace(view.filters, place));
  const current = views.find((view) => isSame(view.filters, filters));
  const action = (label: string, view: SavedViewResource): MenuAction => ({
    label,
    checked: view === current,
    onSelect: () => openView(view),
  });
  const own = views.filter((view) => view.own).map((view) => action(view.name, view));
  const shared = views.filter((view) => !view.own).map((view) => action(`${view.name}, by ${view.ownerName}`, view));
  const change: MenuAction[] = [
    { label: "Save this view…", onSelect: () => setDialog("save") },
    ...(data && data.length > 0 ? [{ label: "Manage views…", onSelect: () => setDialog("manage") }] : []),
  ];
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button icon={<Bookmark aria-hidden />} className="max-w-60 shrink-0">
            <span className="truncate">{current?.name ?? "Views"}</span>
            <ChevronDown aria-hidden className="text-muted" />
          </Button>
        }
        groups={[own, shared, change].filter((group) => group.length > 0)}
      />
      {dialog === "save" ? <SaveViewDialog page={page} filters={filters} onClose={() => setDialog(null)} /> : null}
      {dialog === "manage" ? <ManageViewsDialog views={data ?? []} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

function openView({ filters }: SavedViewResource): void {
  const query = addressOf(filters, window.location.search);
  window.history.pushState(null, "", query ? `?${query}` : window.location.pathname);
}
