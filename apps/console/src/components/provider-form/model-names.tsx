"use client";

import type { PrefixPolicy } from "@sluice/definition/endpoint";
import type { FieldProblems } from "@sluice/definition/problems";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { CONFIGURATION } from "./provider-check.ts";
import { type GovernanceDraft, NO_GOVERNANCE } from "./provider-draft.ts";

const POLICIES: readonly { readonly value: PrefixPolicy; readonly label: string; readonly description: string }[] = [
  { value: "NO_PREFIX", label: "Prefix optional", description: "provider:model and the bare name both work." },
  { value: "PREFIXED_BOTH", label: "Prefix required", description: "Models and aliases only as provider:name." },
  { value: "PREFIXED_MODEL", label: "Required for models", description: "Aliases also work bare." },
  { value: "PREFIXED_ALIAS", label: "Required for aliases", description: "Models also work bare." },
];

export interface ModelNamesProps {
  readonly value: GovernanceDraft;
  readonly onChange: (change: Partial<GovernanceDraft>) => void;
  readonly problems: FieldProblems;
  readonly onBlurField: (path: string) => void;
}

/** By which names models are asked for. What most never touch: folded, and opened by a problem in it. */
export function ModelNames({ value, onChange, problems, onBlurField }: ModelNamesProps) {
  const [open, setOpen] = useState(false);
  const at = `${CONFIGURATION}.modelGovernance`;
  const wrong = Object.keys(problems).some((path) => path.startsWith(at));
  const policy = POLICIES.find((one) => one.value === value.prefixPolicy);
  return (
    <details open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)} className="group border-t border-line">
      <summary className="flex min-h-11 list-none flex-wrap items-center gap-x-2 px-3 text-muted hover:text-ink focus-visible:-outline-offset-2 wide:px-4 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="transition-transform group-open:rotate-90" />
        Model names
        <span className="min-w-0 text-xs wrap-anywhere group-open:hidden">{inWords(value)}</span>
      </summary>
      <div className="grid gap-4 px-3 pt-1 pb-4 wide:grid-cols-2 wide:px-4">
        <Field label="Provider before the name" hint={policy?.description} error={problems[`${at}.prefixPolicy.policy`]}>
          <Select value={value.prefixPolicy} options={POLICIES} onValueChange={(prefixPolicy) => onChange({ prefixPolicy })} />
        </Field>
        <Field
          label="Accept other models"
          aside="optional"
          hint="Names that fit pass without being listed: * is any text, (a|b) a choice."
          error={problems[`${at}.modelPattern`]}
        >
          <TextInput
            mono
            value={value.modelPattern}
            placeholder="gpt-5*"
            autoComplete="off"
            spellCheck={false}
            onBlur={() => onBlurField(`${at}.modelPattern`)}
            onChange={(event) => onChange({ modelPattern: event.target.value })}
          />
        </Field>
        <div className="wide:col-span-2">
          <Switch
            label="Only aliases"
            hint="Hides the models' real names: each is listed and asked for by its aliases."
            checked={value.aliasOnly}
            onCheckedChange={(aliasOnly) => onChange({ aliasOnly })}
          />
        </div>
      </div>
    </details>
  );
}

/** What differs from the usual, for the closed fold: `Prefix required · only aliases · also gpt-5*`. */
function inWords({ prefixPolicy, aliasOnly, modelPattern }: GovernanceDraft): string {
  const policy = prefixPolicy === NO_GOVERNANCE.prefixPolicy ? undefined : POLICIES.find((one) => one.value === prefixPolicy);
  const pattern = modelPattern.trim();
  return [policy?.label, aliasOnly ? "only aliases" : "", pattern ? `also ${pattern}` : ""].filter(Boolean).join(" · ");
}
