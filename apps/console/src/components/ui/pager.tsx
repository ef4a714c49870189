import { ChevronLeft, ChevronRight } from "lucide-react";
import { formatCount } from "../../lib/format.ts";
import { Button } from "./button.tsx";

export interface PagerProps {
  readonly pagination: { readonly page: number; readonly pageCount: number; readonly perPage: number; readonly totalCount: number };
  readonly onPage: (page: number) => void;
  /** What lies before and after; of a list by time, "Newer" and "Older". */
  readonly words?: readonly [before: string, after: string];
}

const WORDS = ["Previous", "Next"] as const;

/** From page to page under a list. Nothing where there is one page only. */
export function Pager({ pagination: { page, pageCount, perPage, totalCount }, onPage, words: [before, after] = WORDS }: PagerProps) {
  if (pageCount <= 1) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-4 py-2">
      <span className="text-muted">
        {formatCount((page - 1) * perPage + 1)} to {formatCount(Math.min(page * perPage, totalCount))} of {formatCount(totalCount)}
      </span>
      <span className="flex gap-2">
        <Button size="sm" icon={<ChevronLeft aria-hidden />} disabled={page <= 1} onClick={() => onPage(page - 1)}>
          {before}
        </Button>
        <Button size="sm" disabled={page >= pageCount} onClick={() => onPage(page + 1)}>
          {after}
          <ChevronRight aria-hidden />
        </Button>
      </span>
    </nav>
  );
}
