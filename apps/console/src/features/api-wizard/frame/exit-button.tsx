"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { discardDraft } from "../../../lib/management-api.ts";
import { paths } from "../../../lib/paths.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import type { DraftHandle } from "../use-draft.ts";
import { isUntouched } from "../wizard-form.ts";

/** The way out. What was typed stays, unless a person says otherwise; a draft that holds nothing goes without a question. */
export function ExitButton({ draft }: { readonly draft: DraftHandle }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function leave() {
    await queryClient.invalidateQueries({ queryKey: queryKeys.drafts });
    router.push(paths.apis);
  }
  async function keep() {
    if (await draft.flush()) return leave();
    setProblem("The draft could not be saved. Try again, or discard it.");
  }
  async function discard() {
    try {
      await discardDraft(draft.id);
      await leave();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The draft could not be discarded.");
    }
  }

  return (
    <>
      <Button variant="quiet" className="-mr-3" onClick={() => (isUntouched(draft.form) ? void discard() : setAsking(true))}>
        Exit
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        size="sm"
        title="Leave the wizard?"
        description="Your draft is kept: Continue your draft on the APIs page opens it again."
        onSubmit={() => void keep()}
        footer={
          <>
            <Button variant="quiet" className="mr-auto" onClick={() => void discard()}>
              Discard draft
            </Button>
            <Button onClick={() => setAsking(false)}>Keep creating</Button>
            <Button type="submit" variant="primary">
              Keep draft and exit
            </Button>
          </>
        }
      >
        {problem ? (
          <p role="alert" className="text-danger">
            {problem}
          </p>
        ) : null}
      </Dialog>
    </>
  );
}
