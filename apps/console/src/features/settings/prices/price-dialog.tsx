"use client";

import type { ApiSummary } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { DialogButtons } from "../../../components/ui/dialog-buttons.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { Select } from "../../../components/ui/select.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { saveModelPrice } from "../../../lib/cost-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { FormProblem } from "../form-problem.tsx";
import { fieldProblem } from "../form-problems.ts";
import { inputOfPrice, nextTier, PRICE_FIELDS, type PriceDraft, type TierDraft } from "./price-draft.ts";
import { TierFields } from "./tier-fields.tsx";

export interface PriceDialogProps {
  /** Null: a new one. */
  readonly id: string | null;
  readonly start: PriceDraft;
  readonly apis: readonly Pick<ApiSummary, "id" | "name">[];
  readonly onClose: () => void;
}

const EVERY_API = "every";
const SHOWN = ["apiId", "model", "currency", "usdRate", "effectiveFrom", "effectiveUntil", "note"];

export function PriceDialog({ id, start, apis, onClose }: PriceDialogProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(start);
  const first = useRef<HTMLInputElement>(null);
  const change = (part: Partial<PriceDraft>) => setDraft((former) => ({ ...former, ...part }));
  const save = useMutation({
    mutationFn: () => saveModelPrice(id, inputOfPrice(draft)),
    onSuccess: async ({ model }) => {
      toast.success(`The price of ${model} is saved. Gateways have it within a second.`);
      onClose();
      await client.invalidateQueries({ queryKey: queryKeys.allPrices });
    },
  });
  const of = (field: string) => fieldProblem(save.error, field);
  const tierFields = draft.tiers.flatMap((_, at) =>
    ["aboveTokens", ...PRICE_FIELDS.map(({ name }) => name)].map((name) => `tiers.${at}.${name}`),
  );
  const changeTier = (tier: TierDraft) => change({ tiers: draft.tiers.map((other) => (other.key === tier.key ? tier : other)) });
  const options = [{ value: EVERY_API, label: "Every API" }, ...apis.map(({ id: value, name: label }) => ({ value, label }))];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={id === null ? "Set a price" : `Change the price of ${start.model}`}
      initialFocus={first}
      onSubmit={() => save.mutate()}
      footer={<DialogButtons submit="Save the price" busy={save.isPending} onCancel={onClose} />}
    >
      <div className="grid gap-4">
        <FormProblem error={save.error} shown={[...SHOWN, ...tierFields]} />
        <div className="grid gap-4 wide:grid-cols-2">
          <Field label="Model" hint="As it is sent to the provider." error={of("model")}>
            <TextInput
              ref={first}
              mono
              autoComplete="off"
              value={draft.model}
              onChange={(event) => change({ model: event.target.value })}
            />
          </Field>
          <Field label="API" error={of("apiId")}>
            <Select
              value={draft.apiId === "" ? EVERY_API : draft.apiId}
              options={options}
              onValueChange={(apiId) => change({ apiId: apiId === EVERY_API ? "" : apiId })}
            />
          </Field>
          <Field label="In force from" hint="May be past: reprice what was used since." error={of("effectiveFrom")}>
            <TextInput type="datetime-local" value={draft.from} onChange={(event) => change({ from: event.target.value })} />
          </Field>
          <Field label="Until" aside="optional" error={of("effectiveUntil")}>
            <TextInput type="datetime-local" value={draft.until} onChange={(event) => change({ until: event.target.value })} />
          </Field>
          <Field label="Currency" error={of("currency")}>
            <TextInput value={draft.currency} maxLength={3} onChange={(event) => change({ currency: event.target.value.toUpperCase() })} />
          </Field>
          {draft.currency === "USD" ? null : (
            <Field label={`US dollars for one ${draft.currency || "unit"}`} hint="Usage is kept in dollars." error={of("usdRate")}>
              <TextInput inputMode="decimal" value={draft.usdRate} onChange={(event) => change({ usdRate: event.target.value })} />
            </Field>
          )}
        </div>
        {draft.tiers.map((tier, at) => (
          <TierFields
            key={tier.key}
            tier={tier}
            isFirst={at === 0}
            currency={draft.currency}
            errorOf={(name) => of(`tiers.${at}.${name}`)}
            onChange={changeTier}
            onRemove={() => change({ tiers: draft.tiers.filter(({ key }) => key !== tier.key) })}
          />
        ))}
        <div>
          <Button size="sm" icon={<Plus aria-hidden />} onClick={() => change({ tiers: [...draft.tiers, nextTier(draft.tiers)] })}>
            Add a tier for longer prompts
          </Button>
        </div>
        <Field label="Note" aside="optional" error={of("note")}>
          <TextInput placeholder="Contract of November" value={draft.note} onChange={(event) => change({ note: event.target.value })} />
        </Field>
      </div>
    </Dialog>
  );
}
