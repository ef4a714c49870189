"use client";

import { Skeleton } from "../../components/ui/skeleton.tsx";
import { formatCount } from "../../lib/format.ts";
import { livingOf, useSubscriptionCounts } from "../../lib/use-subscription-counts.ts";
import type { ConsumerFilters } from "./consumer-filters.ts";

export interface ConsumerTilesProps {
  readonly apiId: string;
  readonly status: ConsumerFilters["status"];
  readonly onStatus: (status: ConsumerFilters["status"]) => void;
}

const TILES = [
  { status: "open", label: "Total", note: "not ended" },
  { status: "ACCEPTED", label: "Accepted", note: "" },
  { status: "PENDING", label: "Pending", note: "" },
  { status: "PAUSED", label: "Paused", note: "" },
] as const;

/** How many there are; each tile shows its own. */
export function ConsumerTiles({ apiId, status, onStatus }: ConsumerTilesProps) {
  const { data: counts } = useSubscriptionCounts({ apiId });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in every browser
    <div role="group" aria-label="Subscriptions by status" className="grid grid-cols-2 gap-3 wide:grid-cols-4">
      {TILES.map((tile) => (
        <button
          key={tile.status}
          type="button"
          aria-pressed={status === tile.status}
          onClick={() => onStatus(tile.status)}
          className="grid justify-items-start gap-1 rounded-md border border-line bg-raised px-4 py-3 text-left transition-colors hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-wash"
        >
          <span className="text-muted">
            {tile.label} {tile.note ? <span className="text-xs max-narrow:hidden">{tile.note}</span> : null}
          </span>
          <span className="text-figure font-semibold">
            {counts ? formatCount(tile.status === "open" ? livingOf(counts) : counts[tile.status]) : <Skeleton className="h-8 w-10" />}
          </span>
        </button>
      ))}
    </div>
  );
}
