import type { Pagination } from "@sluice/definition/resources";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { formatCount } from "../../lib/format.ts";

export interface PagerProps {
  readonly pagination: Pagination;
  readonly onPage: (page: number) => void;
}

export function Pager({ pagination: { page, pageCount, perPage, totalCount }, onPage }: PagerProps) {
  const first = (page - 1) * perPage + 1;
  const last = Math.min(page * perPage, totalCount);
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-4 py-2">
      <span className="text-muted">
        {formatCount(first)} to {formatCount(last)} of {formatCount(totalCount)}
      </span>
      {pageCount > 1 ? (
        <span className="flex gap-2">
          <Button size="sm" icon={<ChevronLeft aria-hidden />} disabled={page <= 1} onClick={() => onPage(page - 1)}>
            Newer
          </Button>
          <Button size="sm" disabled={page >= pageCount} onClick={() => onPage(page + 1)}>
            Older
            <ChevronRight aria-hidden />
          </Button>
        </span>
      ) : null}
    </nav>
  );
}
