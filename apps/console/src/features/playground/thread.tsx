"use client";

import { KeyRound, MessagesSquare } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { CallerDialog } from "./caller-dialog.tsx";
import type { Problem } from "./conversation.ts";
import { usePlayground } from "./playground-context.ts";
import { ProblemNote } from "./problem-note.tsx";
import { Spoken } from "./spoken.tsx";
import { TurnView } from "./turn-view.tsx";
import { useStickToEnd } from "./use-stick-to-end.ts";

export interface ThreadProps {
  readonly needsCredential: boolean;
  /** Why the API does not list its models. */
  readonly problem: Problem | null;
  readonly onRetry: () => void;
}

/** What was said, oldest first. */
export function Thread({ needsCredential, problem, onRetry }: ThreadProps) {
  const { turns } = usePlayground();
  const growing = useRef<HTMLDivElement>(null);
  useStickToEnd(growing, turns.length);
  return (
    <div ref={growing} className="flex-1 px-4 py-4 wide:px-8">
      {problem ? (
        <ProblemNote
          title="The API does not list its models"
          problem={problem}
          requestId={null}
          action={
            <Button size="sm" onClick={onRetry}>
              Try again
            </Button>
          }
        />
      ) : null}
      {turns.length === 0 && !problem ? needsCredential ? <NeedsCredential /> : <Nothing /> : null}
      <ol aria-label="Conversation" className="grid gap-8">
        {turns.map((turn, at) => (
          <TurnView key={turn.key} turn={turn} isLast={at === turns.length - 1} />
        ))}
      </ol>
      <Spoken turns={turns} />
    </div>
  );
}

function Nothing() {
  return (
    <EmptyState title="Say something" icon={<MessagesSquare aria-hidden />}>
      It is sent from this page as from an application: plans, policies and limits apply, it is counted, and it stands in the logs. What is
      said here is kept in this page's memory, until you reload it.
    </EmptyState>
  );
}

function NeedsCredential() {
  const [isOpen, setOpen] = useState(false);
  return (
    <EmptyState
      title="This API asks for a key"
      icon={<KeyRound aria-hidden />}
      action={
        <Button variant="primary" onClick={() => setOpen(true)}>
          Choose who calls
        </Button>
      }
    >
      Call as one of your applications, or with a key that you have.
      {isOpen ? <CallerDialog onClose={() => setOpen(false)} /> : null}
    </EmptyState>
  );
}
