"use client";

import { Link2 } from "lucide-react";
import { toast } from "sonner";
import { Button } from "./button.tsx";

/** The page with its filters, for a colleague. */
export function CopyLink() {
  async function copy() {
    try {
      await navigator.clipboard.writeText(window.location.href);
      toast.success("The link is copied");
    } catch {
      // Browsers give the clipboard to https and localhost only.
      toast.error("The browser does not let this page copy. Copy its address by hand.");
    }
  }
  return (
    <Button icon={<Link2 aria-hidden />} onClick={copy}>
      Copy link
    </Button>
  );
}
