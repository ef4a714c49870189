"use client";

import { FileJson } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { Textarea } from "../../../components/ui/textarea.tsx";
import { classNames } from "../../../lib/class-names.ts";

export interface ImportSourceProps {
  readonly text: string;
  readonly problem: string | null;
  readonly onText: (text: string) => void;
}

/** A file, dropped or chosen, or text. A file's text is shown, so that it can still be changed. */
export function ImportSource({ text, problem, onText }: ImportSourceProps) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (file) onText(await file.text());
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shorter way to what the button does
    <div
      className={classNames("grid gap-4 rounded-md", over && "outline-2 outline-offset-4 outline-focus outline-dashed")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer.files[0]);
      }}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button icon={<FileJson aria-hidden />} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <span className="text-muted">or drop it here, or paste it below.</span>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          aria-label="Definition file"
          className="hidden"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // The same file again, after it was mended, is a change too.
            event.target.value = "";
          }}
        />
      </div>
      <Field label="Definition" aside="JSON" error={problem ?? undefined}>
        <Textarea mono rows={12} spellCheck={false} autoComplete="off" value={text} onChange={(event) => onText(event.target.value)} />
      </Field>
    </div>
  );
}
