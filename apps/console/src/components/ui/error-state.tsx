"use client";

import { CircleAlert, RotateCw } from "lucide-react";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

export interface ErrorStateProps {
  readonly title: string;
  readonly message: string;
  readonly onRetry: () => void;
  readonly busy?: boolean;
}

/** Something could not be loaded: what, why, and again. */
export function ErrorState({ title, message, onRetry, busy = false }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        title={title}
        icon={<CircleAlert aria-hidden className="text-danger" />}
        action={
          <Button icon={<RotateCw aria-hidden />} onClick={onRetry} busy={busy}>
            Try again
          </Button>
        }
      >
        {message}
      </EmptyState>
    </div>
  );
}
