import Link from "next/link";
import type { ReactNode } from "react";
import { LINK } from "../../components/ui/link-class.ts";
import { Note } from "../../components/ui/note.tsx";
import { plural } from "../../lib/format.ts";
import { paths } from "../../lib/paths.ts";
import type { Problem } from "./conversation.ts";
import { usePlace } from "./playground-context.ts";

export interface ProblemNoteProps {
  readonly title: string;
  readonly problem: Problem;
  readonly requestId: string | null;
  readonly action?: ReactNode;
}

/** A refusal as the gateway says it, and the way to its why. */
export function ProblemNote({ title, problem: { message, retryAfterSeconds }, requestId, action }: ProblemNoteProps) {
  const { apiId } = usePlace();
  return (
    <Note tone="danger" title={title} action={action}>
      <p>{message}</p>
      {retryAfterSeconds === null ? null : <p>It asks to come back in {plural(retryAfterSeconds, "second")}.</p>}
      {requestId ? (
        <p className="mt-1">
          <Link href={paths.apiLog(apiId, requestId)} className={LINK}>
            Why: this request in the logs
          </Link>
        </p>
      ) : null}
    </Note>
  );
}
