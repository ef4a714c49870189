import { X } from "lucide-react";
import { Field } from "../../../components/ui/field.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { PRICE_FIELDS, type TierDraft } from "./price-draft.ts";

export interface TierFieldsProps {
  readonly tier: TierDraft;
  /** For every request: it has no bound. */
  readonly isFirst: boolean;
  readonly currency: string;
  readonly errorOf: (name: string) => string | undefined;
  readonly onChange: (tier: TierDraft) => void;
  readonly onRemove: () => void;
}

/** Prices for a million tokens, for requests from a length on. */
export function TierFields({ tier, isFirst, currency, errorOf, onChange, onRemove }: TierFieldsProps) {
  return (
    <fieldset className="grid gap-3 rounded-md border border-line p-3">
      <legend className="px-1 text-muted">{isFirst ? `${currency} per million tokens` : "For longer prompts"}</legend>
      {isFirst ? null : (
        <div className="flex items-end gap-2">
          <Field label="Above so many tokens of input" className="flex-1" error={errorOf("aboveTokens")}>
            <TextInput
              inputMode="numeric"
              value={tier.aboveTokens}
              onChange={(event) => onChange({ ...tier, aboveTokens: event.target.value })}
            />
          </Field>
          <IconButton label="Remove this tier" icon={<X aria-hidden />} onClick={onRemove} />
        </div>
      )}
      <div className="grid grid-cols-2 gap-3 wide:grid-cols-4">
        {PRICE_FIELDS.map(({ name, label }) => (
          <Field key={name} label={label} error={errorOf(name)}>
            <TextInput
              inputMode="decimal"
              autoComplete="off"
              placeholder="–"
              value={tier.prices[name]}
              onChange={(event) => onChange({ ...tier, prices: { ...tier.prices, [name]: event.target.value } })}
            />
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
