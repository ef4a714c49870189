"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { CalendarClock, Check, CirclePause, CirclePlay, Unplug, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import type { Decision } from "../../lib/subscriptions-api.ts";
import { AcceptDialog } from "./accept-dialog.tsx";
import { DecisionDialog } from "./decision-dialog.tsx";
import { TermDialog } from "./term-dialog.tsx";

export interface ConsumerActionsProps {
  readonly subscription: SubscriptionResource;
  /** The API's side: accepts, rejects, pauses, resumes. */
  readonly mayDecide: boolean;
  /** Either side. */
  readonly mayClose: boolean;
  readonly onKey: (key: string) => void;
}

type Asked = Decision | "accept" | "term";

/** What may be done with a subscription as it stands. Nothing leads back from its end. */
export function ConsumerActions({ subscription, mayDecide, mayClose, onKey }: ConsumerActionsProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const { status } = subscription;
  if (status === "REJECTED" || status === "CLOSED" || !mayClose) return null;
  const act = (what: Asked) => () => setAsked(what);
  return (
    <div className="flex flex-wrap gap-2 px-4 pb-4">
      {mayDecide && status === "PENDING" ? (
        <>
          <Button variant="primary" icon={<Check aria-hidden />} onClick={act("accept")}>
            Accept
          </Button>
          <Button icon={<X aria-hidden />} onClick={act("reject")}>
            Reject
          </Button>
        </>
      ) : null}
      {mayDecide && status === "ACCEPTED" ? (
        <Button icon={<CirclePause aria-hidden />} onClick={act("pause")}>
          Pause
        </Button>
      ) : null}
      {mayDecide && status === "PAUSED" ? (
        <Button variant="primary" icon={<CirclePlay aria-hidden />} onClick={act("resume")}>
          Resume
        </Button>
      ) : null}
      {mayDecide && status !== "PENDING" ? (
        <Button icon={<CalendarClock aria-hidden />} onClick={act("term")}>
          Dates
        </Button>
      ) : null}
      {status === "PENDING" ? null : (
        <Button icon={<Unplug aria-hidden />} onClick={act("close")}>
          Close subscription
        </Button>
      )}
      {asked === "accept" ? <AcceptDialog subscription={subscription} onClose={close} onKey={onKey} /> : null}
      {asked === "term" ? <TermDialog subscription={subscription} onClose={close} /> : null}
      {asked !== null && asked !== "accept" && asked !== "term" ? (
        <DecisionDialog subscription={subscription} decision={asked} onClose={close} />
      ) : null}
    </div>
  );
}
