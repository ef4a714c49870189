"use client";

import { Eye, EyeOff } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "./button.tsx";
import { useFieldControl } from "./field.tsx";
import { IconButton } from "./icon-button.tsx";
import { inputClass } from "./input-class.ts";

export interface SecretInputProps {
  /** What is typed, or the mask of what is stored. */
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  /** True when `value` stands for something stored that is never shown. */
  readonly masked: boolean;
  /** What is typed is no secret, as the name of a variable is none: it shows as it is. */
  readonly readable?: boolean | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly placeholder?: string | undefined;
  readonly name?: string | undefined;
}

/** A secret is written, never read: what is stored shows as its mask, until a person chooses to replace it. */
export function SecretInput({ value, onValueChange, masked, readable = false, onBlur, placeholder, name }: SecretInputProps) {
  const control = useFieldControl();
  const input = useRef<HTMLInputElement>(null);
  const [stored, setStored] = useState<string | null>(null);
  const [shown, setShown] = useState(false);
  const isPublic = masked || readable;

  function replace() {
    setStored(value);
    onValueChange("");
    // The box turns from read-only to writable with this render; the focus goes with it.
    requestAnimationFrame(() => input.current?.focus());
  }
  function keep() {
    if (stored !== null) onValueChange(stored);
    setStored(null);
  }

  return (
    <div className="flex min-w-0 items-center gap-2">
      <div className={inputClass({ mono: true, className: "flex h-8 items-center gap-1 pr-0.5" })}>
        <input
          {...control}
          ref={input}
          name={name}
          value={value}
          readOnly={masked}
          type={shown || isPublic ? "text" : "password"}
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          placeholder={placeholder}
          onBlur={onBlur}
          onChange={(event) => onValueChange(event.target.value)}
          className="h-full min-w-0 flex-1 bg-transparent outline-none"
        />
        {!isPublic && value !== "" ? (
          <IconButton
            size="sm"
            plain
            label={shown ? "Hide what is typed" : "Show what is typed"}
            icon={shown ? <EyeOff /> : <Eye />}
            onClick={() => setShown(!shown)}
          />
        ) : null}
      </div>
      {masked ? <Button onClick={replace}>Replace</Button> : null}
      {!masked && stored !== null ? (
        <Button variant="quiet" onClick={keep}>
          Keep the old one
        </Button>
      ) : null}
    </div>
  );
}
