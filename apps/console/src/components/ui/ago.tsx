"use client";

import { formatAgo, formatDateTime } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";

/** `2h ago`, with the moment itself on hover. */
export function Ago({ iso, never = "never" }: { readonly iso: string | null; readonly never?: string }) {
  const now = useNow();
  if (!iso) return <span className="text-muted">{never}</span>;
  return (
    <time dateTime={iso} title={formatDateTime(iso)} suppressHydrationWarning>
      {now === null ? formatDateTime(iso) : formatAgo(iso, now)}
    </time>
  );
}
