"use client";

import { formatAgo, formatDateTime } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";

/** How long ago something was, with the moment itself on hover. */
export function Ago({ iso }: { readonly iso: string }) {
  const nowMs = useNow();
  return (
    <time dateTime={iso} title={nowMs === null ? undefined : formatDateTime(iso)}>
      {nowMs === null ? "" : formatAgo(iso, nowMs)}
    </time>
  );
}
