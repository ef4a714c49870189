"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { Badge } from "../ui/badge.tsx";
import { inputClass } from "../ui/input-class.ts";
import { LINK } from "../ui/link-class.ts";

export interface AliasEditorProps {
  readonly model: string;
  readonly aliases: readonly string[];
  readonly onChange: (aliases: readonly string[]) => void;
}

/** Other names of a model: each a chip with its own ×, and one more. */
export function AliasEditor({ model, aliases, onChange }: AliasEditorProps) {
  const [typed, setTyped] = useState<string | null>(null);

  function add() {
    const alias = typed?.trim() ?? "";
    if (alias !== "" && !aliases.includes(alias)) onChange([...aliases, alias]);
    setTyped(null);
  }

  return (
    <div className="flex flex-wrap items-center gap-1">
      {aliases.map((alias) => (
        <Badge key={alias} mono className="pr-0.5">
          <span className="max-w-32 truncate">{alias}</span>
          <button
            type="button"
            aria-label={`Remove the alias ${alias} of ${model}`}
            onClick={() => onChange(aliases.filter((other) => other !== alias))}
            className="grid size-4 place-items-center rounded-sm text-muted hover:text-ink"
          >
            <X aria-hidden />
          </button>
        </Badge>
      ))}
      {typed === null ? (
        <button
          type="button"
          aria-label={`${aliases.length > 0 ? "Add" : "Add alias"} to ${model}`}
          className={`${LINK} text-xs text-muted`}
          onClick={() => setTyped("")}
        >
          {aliases.length > 0 ? "Add" : "Add alias"}
        </button>
      ) : (
        <input
          // biome-ignore lint/a11y/noAutofocus: it appears where the person just clicked to write
          autoFocus
          aria-label={`New alias of ${model}`}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              add();
            }
            if (event.key === "Escape") {
              event.stopPropagation();
              setTyped(null);
            }
          }}
          className={inputClass({ mono: true, className: "h-6 max-w-28 rounded-sm px-1.5 text-xs" })}
        />
      )}
    </div>
  );
}
