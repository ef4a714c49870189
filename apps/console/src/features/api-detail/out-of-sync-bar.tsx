"use client";

import type { ApiResource, Change } from "@sluice/definition/resources";
import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { plural } from "../../lib/format.ts";
import { ReviewDialog } from "./review-dialog.tsx";

export interface OutOfSyncBarProps {
  readonly api: ApiResource;
  /** Null for whoever may only look. */
  readonly onDeploy: (() => void) | null;
}

/** While saved is not deployed: what changed, in words, and what to do. */
export function OutOfSyncBar({ api, onDeploy }: OutOfSyncBarProps) {
  const [reviewing, setReviewing] = useState(false);
  return (
    <section
      aria-label="Out of sync"
      className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 max-wide:items-start gap-y-2 border-b border-warn-line bg-warn-wash px-4 py-2 wide:px-8"
    >
      <RefreshCw aria-hidden className="text-warn max-wide:mt-0.5" />
      <p className="min-w-0 flex-1 wrap-anywhere">
        <b className="font-semibold">This API is out of sync.</b> {inWords(api.pendingChanges)}
      </p>
      <div className="flex gap-2 max-wide:ml-7 max-wide:w-full">
        <Button size="sm" onClick={() => setReviewing(true)}>
          Review changes
        </Button>
        {onDeploy ? (
          <Button size="sm" variant="primary" onClick={onDeploy}>
            Deploy API
          </Button>
        ) : null}
      </div>
      <ReviewDialog
        api={api}
        open={reviewing}
        onOpenChange={setReviewing}
        onDeploy={
          onDeploy
            ? () => {
                setReviewing(false);
                onDeploy();
              }
            : null
        }
      />
    </section>
  );
}

/** More would be read by nobody, and pushes the page down. */
const MOST_SAID = 2;

function inWords(changes: readonly Change[]): string {
  const said = changes.slice(0, MOST_SAID).map((change) => change.summary);
  const more = changes.length - said.length;
  if (said.length === 0) return "";
  return `${said.join("; ")}${more > 0 ? `, and ${plural(more, "more change")}` : ""}.`;
}
