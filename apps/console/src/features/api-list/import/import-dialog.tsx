"use client";

import type { ImportPreview } from "@sluice/definition/transfer";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { RefusalNote } from "../../../components/api-actions/refusal-note.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { DialogButtons } from "../../../components/ui/dialog-buttons.tsx";
import { paths } from "../../../lib/paths.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { importApi, previewImport } from "../../../lib/transfer-api.ts";
import { ImportReview } from "./import-review.tsx";
import { ImportSource } from "./import-source.tsx";
import { readSource } from "./read-source.ts";

interface Review {
  readonly body: Record<string, unknown>;
  readonly preview: ImportPreview;
}

/** Two steps: what to import, and what would come of it. Nothing is made before the second is confirmed. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const check = useMutation({
    mutationFn: async (body: Record<string, unknown>): Promise<Review> => ({ body, preview: await previewImport(body) }),
  });
  const review = () => {
    const source = readSource(text);
    setProblem("problem" in source ? source.problem : null);
    if ("body" in source) check.mutate(source.body);
  };
  if (check.data) return <ReviewStep {...check.data} onBack={() => check.reset()} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Import API"
      description="An export of Sluice's or of Gravitee's (V4), or a definition alone. Nothing is made before you have seen what comes of it."
      onSubmit={check.isPending ? undefined : review}
      footer={<DialogButtons submit="Review" busy={check.isPending} onCancel={onClose} />}
    >
      <div className="grid gap-4">
        <ImportSource
          text={text}
          problem={problem}
          onText={(next) => {
            setText(next);
            setProblem(null);
          }}
        />
        {check.error ? <RefusalNote title="It could not be read" error={check.error} /> : null}
      </div>
    </Dialog>
  );
}

interface ReviewStepProps extends Review {
  readonly onBack: () => void;
  readonly onClose: () => void;
}

function ReviewStep({ body, preview, onBack, onClose }: ReviewStepProps) {
  const client = useQueryClient();
  const router = useRouter();
  const { api } = preview;
  const [name, setName] = useState(api?.name ?? "");
  const [path, setPath] = useState(api?.paths[0] ?? "");
  const send = useMutation({
    mutationFn: () => importApi({ body, name, path: path === api?.paths[0] ? null : path }),
    onSuccess: async (made) => {
      toast.success(`${made.name} is imported. Deploy it when its keys are in.`);
      onClose();
      router.push(paths.api(made.id));
      await client.invalidateQueries({ queryKey: queryKeys.apis });
    },
  });
  // A name or a path that is taken can be mended here, everything else in the file alone.
  const isMendable = api !== null && preview.problems.every((problem) => problem.path.startsWith("listeners.0.paths.0."));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={api ? `Import ${api.name}?` : "This cannot be imported"}
      description={api ? "It will be saved and not deployed, so that nobody can call it yet." : undefined}
      onSubmit={isMendable && !send.isPending ? () => send.mutate() : undefined}
      footer={
        <>
          <Button onClick={onBack}>Back</Button>
          {isMendable ? (
            <Button type="submit" variant="primary" busy={send.isPending}>
              Import API
            </Button>
          ) : null}
        </>
      }
    >
      <div className="grid gap-4">
        <ImportReview preview={preview} name={name} path={path} onName={setName} onPath={setPath} />
        {send.error ? <RefusalNote title="The API was not imported" error={send.error} /> : null}
      </div>
    </Dialog>
  );
}
