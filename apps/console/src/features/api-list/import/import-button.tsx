"use client";

import { Upload } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { ImportDialog } from "./import-dialog.tsx";

/** Opens the import. Every opening begins anew. */
export function ImportButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Upload aria-hidden />} onClick={() => setOpen(true)}>
        Import
      </Button>
      {open ? <ImportDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
