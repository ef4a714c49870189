"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { keyState } from "../../components/subscription-keys/key-state.ts";
import { SubscriptionState } from "../../components/subscription-state/subscription-state.tsx";
import { Ago } from "../../components/ui/ago.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatDateTime } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";

export interface ConsumerTableProps {
  readonly subscriptions: readonly SubscriptionResource[];
  /** The id of the one whose panel is open, or "". */
  readonly opened: string;
  readonly onOpen: (id: string) => void;
}

export function ConsumerTable({ subscriptions, opened, onOpen }: ConsumerTableProps) {
  // Beside a panel there is room for what tells rows apart, and no more.
  const aside = classNames("max-wide:hidden", opened !== "" && "hidden");
  return (
    <Table label="Subscriptions">
      <thead>
        <tr>
          <HeadCell>Application</HeadCell>
          <HeadCell className="max-wide:hidden">Plan</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell className={aside}>Asked</HeadCell>
          <HeadCell className={aside}>Ends</HeadCell>
          <HeadCell className={aside}>Keys</HeadCell>
        </tr>
      </thead>
      <tbody>
        {subscriptions.map((one) => (
          <Row
            key={one.id}
            className={classNames("cursor-pointer", one.id === opened && "bg-accent-wash hover:bg-accent-wash")}
            onClick={() => onOpen(one.id)}
          >
            <Cell className="max-w-64 py-2 whitespace-normal!">
              {/* The row is for the mouse; this is for everybody. */}
              <button
                type="button"
                aria-label={`${one.applicationName}, ${one.planName}`}
                aria-expanded={one.id === opened}
                className="text-left font-medium wrap-anywhere hover:underline"
                onClick={(event) => {
                  event.stopPropagation();
                  onOpen(one.id);
                }}
              >
                {one.applicationName}
              </button>
              <span className="block text-xs wrap-anywhere text-muted wide:hidden">{one.planName}</span>
            </Cell>
            <Cell className="max-w-52 truncate max-wide:hidden">{one.planName}</Cell>
            <Cell>
              <SubscriptionState status={one.status} />
            </Cell>
            <Cell className={aside}>
              <Ago iso={one.createdAt} />
            </Cell>
            <Cell className={aside}>
              {one.endsAt ? <span suppressHydrationWarning>{formatDateTime(one.endsAt)}</span> : <span className="text-faint">–</span>}
            </Cell>
            <Cell className={classNames("py-2", aside)}>
              <Keys subscription={one} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

const MOST_KEYS = 2;

function Keys({ subscription: { planSecurity, apiKeys } }: { readonly subscription: SubscriptionResource }) {
  const now = useNow();
  const working = apiKeys.filter((key) => keyState(key, now ?? 0) === "working");
  if (planSecurity !== "API_KEY" || working.length === 0) return <span className="text-faint">–</span>;
  return (
    <>
      {working.slice(0, MOST_KEYS).map((key) => (
        <span key={key.id} className="block">
          <code>{key.key}</code>{" "}
          <span className="text-xs text-muted">
            {key.lastUsedAt ? (
              <>
                used <Ago iso={key.lastUsedAt} />
              </>
            ) : (
              "never used"
            )}
          </span>
        </span>
      ))}
      {working.length > MOST_KEYS ? <span className="text-xs text-muted">and {working.length - MOST_KEYS} more</span> : null}
    </>
  );
}
