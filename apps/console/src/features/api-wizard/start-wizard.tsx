"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Waypoints } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "../../components/ui/button.tsx";
import { Note } from "../../components/ui/note.tsx";
import { queryKeys } from "../../lib/query-keys.ts";
import { formToDefinition } from "./definition-bridge.ts";
import { createDraft } from "./wizard-api.ts";
import { emptyForm } from "./wizard-form.ts";

/** The first page of the way: what can be made, and the button that begins. */
export function StartWizard() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: () => createDraft({ step: "details", definition: formToDefinition(emptyForm()) }),
    onSuccess: (draft) => {
      void queryClient.invalidateQueries({ queryKey: queryKeys.drafts });
      router.push(`/apis/new/${draft.id}?step=details`);
    },
  });
  return (
    <div className="grid max-w-180 gap-4">
      <section
        aria-labelledby="create-v4"
        className="grid items-center gap-x-4 gap-y-3 rounded-md border border-line bg-raised p-4 wide:grid-cols-[40px_minmax(0,1fr)_auto]"
      >
        <span aria-hidden className="hidden size-10 place-items-center rounded-md border border-line bg-sunken text-muted wide:grid">
          <Waypoints className="size-5" />
        </span>
        <div>
          <h2 id="create-v4" className="font-medium">
            A new API
          </h2>
          <p className="text-muted">
            An OpenAI-compatible API in front of your LLM providers. Five steps; what you type is kept as a draft.
          </p>
        </div>
        {/* Stays busy until the page changes, so that a second click makes no second draft. */}
        <Button variant="primary" busy={start.isPending || start.isSuccess} onClick={() => start.mutate()}>
          Create V4 API
        </Button>
      </section>
      {start.error ? (
        <Note tone="danger" role="alert" title="The draft could not be made">
          <p className="text-muted">{start.error.message}</p>
        </Note>
      ) : null}
    </div>
  );
}
