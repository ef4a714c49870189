"use client";

import type { Draft } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "../../components/ui/button.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { StateDot } from "../../components/ui/state-dot.tsx";
import { Cell } from "../../components/ui/table.tsx";
import { formatAgo } from "../../lib/format.ts";
import { discardDraft } from "../../lib/management-api.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useNow } from "../../lib/use-now.ts";
import { describeDraft, WIZARD_STEPS } from "./describe-draft.ts";
import { CELLS, ROW } from "./row-class.ts";

/** An API that is being made: go on, or let it go. */
export function DraftRow({ draft }: { readonly draft: Draft }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const nowMs = useNow();
  const { name, apiVersion, contextPath, providers, step } = describeDraft(draft);
  const discard = useMutation({
    mutationFn: () => discardDraft(draft.id),
    onSuccess: () => setAsking(false),
    onError: (error) => toast.error("The draft was not discarded.", { description: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.drafts }),
  });
  return (
    <tr className={`${ROW} bg-surface`}>
      <Cell className={CELLS.name}>
        <span className="font-medium">{name}</span> <span className="text-xs text-muted">{apiVersion}</span>
      </Cell>
      <Cell className={CELLS.state}>
        <span className="flex items-center gap-2">
          <StateDot shape="draft">Draft</StateDot>
          <span className="text-xs text-muted max-wide:hidden">
            step {step} of {WIZARD_STEPS}
          </span>
        </span>
      </Cell>
      <Cell className={CELLS.path}>
        <code>{contextPath}</code>
      </Cell>
      <Cell className={`${CELLS.providers} text-muted`}>{providers.join(", ")}</Cell>
      <Cell className={CELLS.end}>
        <span className="flex items-center justify-end gap-2">
          <span className="text-xs text-muted max-roomy:hidden">{nowMs === null ? "" : `Saved ${formatAgo(draft.updatedAt, nowMs)}`}</span>
          <Button
            variant="quiet"
            size="sm"
            className="max-wide:flex-1"
            aria-label={`Discard the draft ${name}`}
            onClick={() => setAsking(true)}
          >
            Discard
          </Button>
          <ButtonLink size="sm" className="max-wide:flex-1" href={paths.draft(draft.id)}>
            Continue your draft
          </ButtonLink>
        </span>
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={`Discard the draft ${name}?`}
          confirmLabel="Discard draft"
          danger
          busy={discard.isPending}
          onConfirm={() => discard.mutate()}
        >
          What was typed so far is gone. No API is changed.
        </ConfirmDialog>
      </Cell>
    </tr>
  );
}
