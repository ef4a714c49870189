"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

export interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for screen readers: "the URL". */
  readonly what: string;
  readonly iconOnly?: boolean;
}

const SHOWN_MS = 1500;

export function CopyButton({ text, what, iconOnly = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), SHOWN_MS);
    } catch {
      // Browsers give the clipboard to https and localhost only.
      toast.error("The browser does not let this page copy. Select the text and copy it by hand.");
    }
  }
  const icon = copied ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />;
  if (iconOnly) return <IconButton size="sm" label={copied ? "Copied" : `Copy ${what}`} icon={icon} onClick={copy} />;
  return (
    <Button variant="quiet" size="sm" icon={icon} onClick={copy} aria-label={copied ? "Copied" : `Copy ${what}`}>
      {/* Both words take their place, so that nothing moves. */}
      <span className="grid text-left [grid-template-areas:'w']">
        <span className={copied ? "invisible [grid-area:w]" : "[grid-area:w]"}>Copy</span>
        <span className={copied ? "[grid-area:w]" : "invisible [grid-area:w]"}>Copied</span>
      </span>
    </Button>
  );
}
