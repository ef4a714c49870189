"use client";

import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, useContext, useId } from "react";
import { classNames } from "../../lib/class-names.ts";

interface FieldControl {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

const FieldContext = createContext<FieldControl | null>(null);

/** What a control inside a `Field` puts on its element, so that label, hint and error belong to it. Empty outside of one. */
export function useFieldControl(): Partial<FieldControl> {
  return useContext(FieldContext) ?? {};
}

export interface FieldProps {
  readonly label: ReactNode;
  /** After the label, muted: "optional", "stored encrypted". Belongs to the description, not to the name. */
  readonly aside?: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong, in words. Takes the hint's place. */
  readonly error?: string | undefined;
  /** For controls that bring their own id. */
  readonly id?: string | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Label, control, hint or error; wired to each other. */
export function Field({ label, aside, hint, error, id, className, children }: FieldProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  const asideId = aside ? `${controlId}-aside` : "";
  const hintId = hint && !error ? `${controlId}-hint` : "";
  const errorId = error ? `${controlId}-error` : "";
  const control: FieldControl = {
    id: controlId,
    "aria-describedby": classNames(errorId, hintId, asideId) || undefined,
    "aria-invalid": error ? true : undefined,
  };
  return (
    <div className={classNames("grid min-w-0 content-start gap-1.5", className)}>
      <div className="flex items-baseline gap-1.5">
        <label htmlFor={controlId} className="font-medium">
          {label}
        </label>
        {aside ? (
          <span id={asideId} className="text-muted">
            {aside}
          </span>
        ) : null}
      </div>
      <FieldContext.Provider value={control}>{children}</FieldContext.Provider>
      {error ? <FieldError id={errorId}>{error}</FieldError> : null}
      {hint && !error ? (
        <div id={hintId} className="text-xs text-muted">
          {hint}
        </div>
      ) : null}
    </div>
  );
}

/** What is wrong with a field, under it. */
export function FieldError({ id, children }: { readonly id?: string | undefined; readonly children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex items-start gap-1 text-xs text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-3 stroke-2" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}
