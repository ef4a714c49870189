"use client";

import type { ApiKeyResource } from "@sluice/definition/consumers";
import { Ban, CalendarClock, Ellipsis } from "lucide-react";
import { formatDateTime } from "../../lib/format.ts";
import { Ago } from "../ui/ago.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Menu } from "../ui/menu.tsx";

export type KeyAction = "expiry" | "revoke";

export interface KeyListProps {
  readonly label: string;
  readonly keys: readonly ApiKeyResource[];
  /** Null where there is nothing to be done to them. */
  readonly onAsk: ((what: KeyAction, apiKey: ApiKeyResource) => void) | null;
}

/** Keys by their last four characters: when each was made, used last, and ends. */
export function KeyList({ label, keys, onAsk }: KeyListProps) {
  if (keys.length === 0) return null;
  return (
    <ul aria-label={label}>
      {keys.map((key) => (
        <li key={key.id} className="flex items-center gap-3 border-t border-line px-4 py-2.5">
          <div className="grid min-w-0 flex-1 gap-0.5">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <code>{key.key}</code>
              {key.name ? <span className="wrap-anywhere text-muted">{key.name}</span> : null}
            </p>
            <p className="text-xs text-muted">
              Made <Ago iso={key.createdAt} /> ·{" "}
              {key.lastUsedAt ? (
                <>
                  last used <Ago iso={key.lastUsedAt} />
                </>
              ) : (
                "never used"
              )}
            </p>
            <Ends apiKey={key} />
          </div>
          {onAsk ? (
            <Menu
              trigger={<IconButton plain size="sm" label={`More for the key ${key.name || key.key}`} icon={<Ellipsis aria-hidden />} />}
              groups={[
                [{ label: "Set expiry", icon: <CalendarClock aria-hidden />, onSelect: () => onAsk("expiry", key) }],
                [{ label: "Revoke", icon: <Ban aria-hidden />, danger: true, onSelect: () => onAsk("revoke", key) }],
              ]}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Ends({ apiKey: { revokedAt, expiresAt } }: { readonly apiKey: ApiKeyResource }) {
  if (!revokedAt && !expiresAt) return null;
  return (
    <p className="text-xs text-muted" suppressHydrationWarning>
      {revokedAt ? `Revoked ${formatDateTime(revokedAt)}` : `Ends ${formatDateTime(expiresAt ?? "")}`}
    </p>
  );
}
