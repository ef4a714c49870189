import { Button } from "../../components/ui/button.tsx";
import { Note } from "../../components/ui/note.tsx";

interface LostPathsNoteProps {
  readonly lost: readonly string[];
  readonly onKeep: () => void;
}

/** A path that goes takes its callers' answers with it. */
export function LostPathsNote({ lost, onKeep }: LostPathsNoteProps) {
  if (lost.length === 0) return null;
  return (
    <Note
      tone="warn"
      role="status"
      title={`Callers of ${lost.join(", ")} will be answered with 404`}
      action={
        <Button size="sm" onClick={onKeep}>
          {lost.length === 1 ? "Keep it as well" : "Keep them as well"}
        </Button>
      }
    >
      <p className="text-muted">
        From the deployment on. An API may have several paths: the former ones can stay until all callers have moved.
      </p>
    </Note>
  );
}
