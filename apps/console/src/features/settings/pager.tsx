"use client";

import type { Pagination } from "@sluice/definition/resources";
import { Button } from "../../components/ui/button.tsx";

/** On to the next page, where there is one. */
export function Pager({ pagination, onPage }: { readonly pagination: Pagination; readonly onPage: (page: number) => void }) {
  const { page, pageCount } = pagination;
  if (pageCount <= 1) return null;
  return (
    <div className="flex items-center justify-end gap-2 border-t border-line px-4 py-2 text-muted">
      Page {page} of {pageCount}
      <Button size="sm" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        Back
      </Button>
      <Button size="sm" disabled={page >= pageCount} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </div>
  );
}
