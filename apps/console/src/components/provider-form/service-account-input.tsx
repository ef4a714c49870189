"use client";

import { isMask } from "@sluice/definition/secrets";
import { Eye, EyeOff, FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { classNames } from "../../lib/class-names.ts";
import { Button } from "../ui/button.tsx";
import { FieldError } from "../ui/field.tsx";
import { SecretInput } from "../ui/secret-input.tsx";
import { Textarea } from "../ui/textarea.tsx";

/** A service account's file is about 2.5 kB, and the definition takes 16 kB. */
const LARGEST_FILE_BYTES = 16_384;

export interface ServiceAccountInputProps {
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly onBlur: () => void;
}

/** A secret of many lines: typed, pasted, or taken from a file that is dropped or picked. What is stored shows as its mask. */
export function ServiceAccountInput({ value, onValueChange, onBlur }: ServiceAccountInputProps) {
  const [stored, setStored] = useState<string | null>(null);
  const [shown, setShown] = useState(false);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);

  function replace(next: string) {
    setStored(value);
    onValueChange(next);
    // The mask makes way for the box with this render; the focus goes there.
    requestAnimationFrame(() => area.current?.focus());
  }
  function keep() {
    if (stored !== null) onValueChange(stored);
    setStored(null);
    setRefused(null);
  }
  async function take(file: File | undefined) {
    if (!file) return;
    const tooLarge = file.size > LARGEST_FILE_BYTES;
    setRefused(tooLarge ? `${file.name} is too large for a service account's JSON.` : null);
    if (!tooLarge) onValueChange((await file.text()).trim());
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  }

  if (isMask(value)) return <SecretInput value={value} masked onBlur={onBlur} onValueChange={replace} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button below does the same from the keyboard
    <div
      className="grid min-w-0 gap-1.5"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Textarea
        mono
        ref={area}
        value={value}
        onBlur={onBlur}
        spellCheck={false}
        autoComplete="off"
        data-1p-ignore
        placeholder='{ "type": "service_account", … }'
        onChange={(event) => onValueChange(event.target.value)}
        className={classNames("max-h-48", !shown && value !== "" && HIDDEN, over && "outline-2 outline-focus")}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" icon={<FileUp aria-hidden />} onClick={() => picker.current?.click()}>
          Choose a file
        </Button>
        {value === "" ? null : (
          <Button variant="quiet" size="sm" icon={shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />} onClick={() => setShown(!shown)}>
            {shown ? "Hide" : "Show"}
          </Button>
        )}
        {stored === null ? null : (
          <Button variant="quiet" size="sm" onClick={keep}>
            Keep the old one
          </Button>
        )}
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        accept="application/json,.json"
        aria-label="Service account file"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // The same file may be picked again after it was changed.
          event.target.value = "";
        }}
      />
      {refused ? <FieldError>{refused}</FieldError> : null}
    </div>
  );
}

/** A text box has no password kind of its own. */
const HIDDEN = "[-webkit-text-security:disc]";
