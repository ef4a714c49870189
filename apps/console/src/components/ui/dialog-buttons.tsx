import { Button } from "./button.tsx";

export interface DialogButtonsProps {
  /** What the dialog does, as its button says it. */
  readonly submit: string;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly onCancel: () => void;
}

/** The footer of a dialog with a form: leave it, or do what it is for. */
export function DialogButtons({ submit, busy = false, disabled = false, onCancel }: DialogButtonsProps) {
  return (
    <>
      <Button onClick={onCancel}>Cancel</Button>
      <Button type="submit" variant="primary" busy={busy} disabled={disabled}>
        {submit}
      </Button>
    </>
  );
}
