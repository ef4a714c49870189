"use client";

import type { ReactNode } from "react";
import { ApiError } from "../../lib/api-client.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { useNames } from "./use-names.ts";
import { goTo } from "./use-usage-address.ts";

/** As many as are looked over at a glance; the filters above have all of them. */
const MOST_OFFERED = 6;

export interface UsageNotShownProps {
  /** "The usage could not be loaded" */
  readonly title: string;
  readonly error: Error;
  /** What stands for the page where there is nothing wrong but the choice. */
  readonly icon: ReactNode;
  readonly onRetry: () => void;
  readonly busy: boolean;
}

/** Why there are no numbers. Whoever may see those of some APIs or applications is led to one of them. */
export function UsageNotShown({ title, error, icon, onRetry, busy }: UsageNotShownProps) {
  if (!(error instanceof ApiError) || error.code !== "forbidden")
    return <ErrorState title={title} message={error.message} onRetry={onRetry} busy={busy} />;
  return <ChoosePlace icon={icon} />;
}

function ChoosePlace({ icon }: { readonly icon: ReactNode }) {
  const { apis, applications } = useNames();
  const places = [
    ...[...apis].map(([id, name]) => ({ id, name, filter: "apiId" })),
    ...[...applications].map(([id, name]) => ({ id, name, filter: "applicationId" })),
  ].slice(0, MOST_OFFERED);
  return (
    <EmptyState
      title={apis.size > 0 || applications.size === 0 ? "Choose an API" : "Choose an application"}
      icon={icon}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {places.map(({ id, name, filter }) => (
            <Button key={id} onClick={() => goTo({ apiId: "", applicationId: "", [filter]: id })}>
              {name}
            </Button>
          ))}
        </div>
      }
    >
      What the whole environment used is not yours to see. What your APIs and applications used is: choose one here, or above.
    </EmptyState>
  );
}
