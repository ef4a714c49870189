"use client";

import { BUDGET_PERIODS, type BudgetResource } from "@sluice/definition/budgets";
import { isMask } from "@sluice/definition/secrets";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/ui/button.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { DialogButtons } from "../../../components/ui/dialog-buttons.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { SecretInput } from "../../../components/ui/secret-input.tsx";
import { Select } from "../../../components/ui/select.tsx";
import { Switch } from "../../../components/ui/switch.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { Textarea } from "../../../components/ui/textarea.tsx";
import { saveBudget } from "../../../lib/cost-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { FormProblem } from "../form-problem.tsx";
import { fieldProblem } from "../form-problems.ts";
import { type BudgetDraft, draftOfBudget, emptyBudget, inputOfBudget } from "./budget-draft.ts";
import { PlaceFields } from "./place-fields.tsx";

const PERIODS = BUDGET_PERIODS.map((value) => ({ value, label: { DAY: "Day", WEEK: "Week", MONTH: "Month" }[value] }));

const SHOWN = [
  "name",
  "apiId",
  "applicationId",
  "planId",
  "amountUsd",
  "period",
  "timeZone",
  "thresholds",
  "emails",
  "webhookUrl",
  "webhookSecret",
];

export function BudgetDialog({ budget, onClose }: { readonly budget: BudgetResource | null; readonly onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<BudgetDraft>(() => (budget ? draftOfBudget(budget) : emptyBudget()));
  const first = useRef<HTMLInputElement>(null);
  const change = (part: Partial<BudgetDraft>) => setDraft((former) => ({ ...former, ...part }));
  const save = useMutation({
    mutationFn: () => saveBudget(budget?.id ?? null, inputOfBudget(draft)),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: queryKeys.budgets });
      if (madeSecret(saved, draft)) return;
      toast.success(`${saved.name} is saved.`);
      onClose();
    },
  });
  const of = (field: string) => fieldProblem(save.error, field);
  const secret = save.data ? madeSecret(save.data, draft) : null;
  if (secret) return <NewSecret secret={secret} onClose={onClose} />;
  return (
    <Dialog
      open
      stays={save.isPending}
      onOpenChange={onClose}
      title={budget ? `Change ${budget.name}` : "Add a budget"}
      initialFocus={first}
      onSubmit={() => save.mutate()}
      footer={<DialogButtons submit={budget ? "Save" : "Add the budget"} busy={save.isPending} onCancel={onClose} />}
    >
      <div className="grid gap-4">
        <FormProblem error={save.error} shown={SHOWN} />
        <Field label="Name" error={of("name")}>
          <TextInput ref={first} autoComplete="off" value={draft.name} onChange={(event) => change({ name: event.target.value })} />
        </Field>
        <PlaceFields draft={draft} error={of("apiId") ?? of("applicationId") ?? of("planId")} onChange={change} />
        <div className="grid gap-4 wide:grid-cols-3">
          <Field label="Amount" aside="US dollars" error={of("amountUsd")}>
            <TextInput
              inputMode="decimal"
              placeholder="250.00"
              value={draft.amountUsd}
              onChange={(event) => change({ amountUsd: event.target.value })}
            />
          </Field>
          <Field label="In a" error={of("period")}>
            <Select value={draft.period} options={PERIODS} onValueChange={(period) => change({ period })} />
          </Field>
          <Field label="Time zone" error={of("timeZone")}>
            <TextInput value={draft.timeZone} onChange={(event) => change({ timeZone: event.target.value })} />
          </Field>
        </div>
        <Field label="Tell at" aside="per cent" hint="Each once in a period." error={of("thresholds")}>
          <TextInput value={draft.thresholds} onChange={(event) => change({ thresholds: event.target.value })} />
        </Field>
        <Field label="E-mail addresses" aside="optional" error={of("emails")}>
          <Textarea rows={2} value={draft.emails} onChange={(event) => change({ emails: event.target.value })} />
        </Field>
        <Field label="Webhook" aside="optional" error={of("webhookUrl")}>
          <TextInput
            mono
            autoComplete="off"
            placeholder="https://hooks.example.org/spent"
            value={draft.webhookUrl}
            onChange={(event) => change({ webhookUrl: event.target.value })}
          />
        </Field>
        {draft.webhookUrl.trim() === "" ? null : (
          <Field
            label="Signing secret"
            aside="stored encrypted"
            hint="Left out, one is made and shown once. Calls carry an HMAC-SHA256 of their time and body."
            error={of("webhookSecret")}
          >
            <SecretInput
              value={draft.webhookSecret}
              masked={isMask(draft.webhookSecret)}
              onValueChange={(webhookSecret) => change({ webhookSecret })}
            />
          </Field>
        )}
        <Switch label="Watched" checked={draft.enabled} onCheckedChange={(enabled) => change({ enabled })} />
      </div>
    </Dialog>
  );
}

/** The secret that was made here and now; null where one was given, kept, or not wanted. */
function madeSecret({ webhookSecret }: BudgetResource, draft: BudgetDraft): string | null {
  return draft.webhookSecret === "" && webhookSecret !== null && !isMask(webhookSecret) ? webhookSecret : null;
}

function NewSecret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  return (
    <Dialog
      open
      stays
      onOpenChange={onClose}
      title="The budget is saved"
      onSubmit={onClose}
      footer={
        <Button type="submit" variant="primary">
          Done
        </Button>
      }
    >
      <Field label="Signing secret" hint="Shown here alone. X-Sluice-Signature is t=<seconds>,v1=<HMAC-SHA256 of seconds.body>.">
        <TextInput mono readOnly value={secret} trail={<CopyButton text={secret} what="the secret" iconOnly />} />
      </Field>
    </Dialog>
  );
}
