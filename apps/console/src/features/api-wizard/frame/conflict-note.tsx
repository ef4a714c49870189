import { Button } from "../../../components/ui/button.tsx";
import { Note } from "../../../components/ui/note.tsx";

/** Two tabs, one draft: a person says whose words count. */
export function ConflictNote({ onReload, onKeepMine }: { readonly onReload: () => void; readonly onKeepMine: () => void }) {
  return (
    <div className="px-4 pt-4 wide:px-8">
      <Note
        tone="warn"
        role="alert"
        title="This draft was changed in another tab"
        action={
          <span className="flex flex-wrap gap-2">
            <Button size="sm" onClick={onReload}>
              Reload
            </Button>
            <Button size="sm" onClick={onKeepMine}>
              Keep mine
            </Button>
          </span>
        }
      >
        <p className="text-muted">
          Reload shows what the other tab wrote; Keep mine writes this tab's words over it. Until then nothing here is saved.
        </p>
      </Note>
    </div>
  );
}
