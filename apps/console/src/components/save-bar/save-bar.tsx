import { Button } from "../ui/button.tsx";

export interface SaveBarProps {
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly onDiscard: () => void;
}

/** At the bottom of a form while it holds something that is not saved. Its button submits the form. */
export function SaveBar({ dirty, saving, onDiscard }: SaveBarProps) {
  if (!dirty) return null;
  return (
    <div className="sticky bottom-0 z-10 flex min-h-16 flex-wrap items-center gap-3 border-t border-line bg-raised px-4 py-3 wide:px-8">
      <span role="status" className="text-muted max-wide:sr-only">
        Not saved yet
      </span>
      <div className="ml-auto flex gap-3 max-wide:flex-1 max-wide:*:flex-1">
        <Button onClick={onDiscard} disabled={saving}>
          Discard changes
        </Button>
        <Button type="submit" variant="primary" busy={saving}>
          Save
        </Button>
      </div>
    </div>
  );
}
