"use client";

import { useFieldControl } from "../../components/ui/field.tsx";

/** Reads a text file into the box above it. */
export function FileInput({ onText }: { readonly onText: (text: string) => void }) {
  const control = useFieldControl();
  return (
    <input
      {...control}
      type="file"
      accept=".pem,.crt,.cer"
      className="text-muted file:mr-3 file:h-8 file:cursor-pointer file:rounded-md file:border file:border-strong file:bg-raised file:px-3 file:font-medium file:text-ink"
      onChange={(event) => {
        const [file] = event.target.files ?? [];
        void file?.text().then(onText);
      }}
    />
  );
}
