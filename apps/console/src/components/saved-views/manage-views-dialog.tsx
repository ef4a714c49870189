"use client";

import type { SavedViewResource, VIEW_PAGES } from "@sluice/definition/saved-views";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { queryKeys } from "../../lib/query-keys.ts";
import { deleteSavedView, updateSavedView } from "../../lib/saved-views-api.ts";
import { useMay } from "../../lib/use-may.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Note } from "../ui/note.tsx";
import { Cell, HeadCell, Row, Table } from "../ui/table.tsx";
import { Toggle } from "../ui/toggle.tsx";

const PAGES = { analytics: "Analytics", logs: "Logs" } as const satisfies Record<(typeof VIEW_PAGES)[number], string>;

export interface ManageViewsDialogProps {
  readonly views: readonly SavedViewResource[];
  readonly onClose: () => void;
}

/** Shares views, takes them back, and deletes them; those of others for whoever keeps order among them. */
export function ManageViewsDialog({ views, onClose }: ManageViewsDialogProps) {
  const client = useQueryClient();
  const mayManage = useMay("views:manage");
  const onSuccess = () => client.invalidateQueries({ queryKey: queryKeys.savedViews });
  const share = useMutation({
    mutationFn: ({ view, shared }: { readonly view: SavedViewResource; readonly shared: boolean }) =>
      updateSavedView(view.id, { name: view.name, page: view.page, filters: view.filters, shared }),
    onSuccess,
  });
  const remove = useMutation({ mutationFn: (view: SavedViewResource) => deleteSavedView(view.id), onSuccess });
  const shown = views.filter((view) => view.own || mayManage);
  const error = share.error ?? remove.error;
  return (
    <Dialog open onOpenChange={onClose} title="Saved views" footer={<Button onClick={onClose}>Done</Button>}>
      {error ? (
        <Note tone="danger" title="Nothing was changed">
          {error.message}
        </Note>
      ) : null}
      {shown.length === 0 ? (
        <EmptyState title="No view of yours">Those that others share are theirs to change.</EmptyState>
      ) : (
        <div className="-mx-4">
          <Table label="Saved views">
            <thead>
              <tr>
                <HeadCell>Name</HeadCell>
                <HeadCell className="max-narrow:hidden">Page</HeadCell>
                <HeadCell className="max-narrow:hidden">Whose</HeadCell>
                <HeadCell>Shared</HeadCell>
                <HeadCell>
                  <span className="sr-only">Delete</span>
                </HeadCell>
              </tr>
            </thead>
            <tbody>
              {shown.map((view) => (
                <Row key={view.id}>
                  <Cell className="max-w-50 truncate max-narrow:w-full max-narrow:py-1.5 max-narrow:whitespace-normal">
                    {view.name}
                    <span className="block text-xs text-muted narrow:hidden">{PAGES[view.page]}</span>
                  </Cell>
                  <Cell className="text-muted max-narrow:hidden">{PAGES[view.page]}</Cell>
                  <Cell className="max-w-40 truncate text-muted max-narrow:hidden">{view.own ? "yours" : view.ownerName}</Cell>
                  <Cell>
                    <Toggle
                      className="block"
                      aria-label={`Share ${view.name}`}
                      checked={view.shared}
                      disabled={share.isPending}
                      onCheckedChange={(shared) => share.mutate({ view, shared })}
                    />
                  </Cell>
                  <Cell numeric>
                    <IconButton
                      size="sm"
                      label={`Delete ${view.name}`}
                      icon={<Trash2 aria-hidden />}
                      busy={remove.isPending && remove.variables === view}
                      onClick={() => remove.mutate(view)}
                    />
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Dialog>
  );
}
