"use client";

import { Plus } from "lucide-react";
import { formatPrice } from "../../lib/format.ts";
import { Button } from "../ui/button.tsx";
import { Combobox } from "../ui/combobox.tsx";
import { Field } from "../ui/field.tsx";
import { type CheckState, CONFIGURATION } from "./provider-check.ts";
import type { ProviderDraft } from "./provider-draft.ts";
import { PROVIDER_WORDS } from "./provider-words.ts";

export interface ModelPickerProps {
  readonly draft: ProviderDraft;
  readonly check: CheckState;
  /** The edition of the price list, when one is known. */
  readonly catalogue: string | null;
  readonly error: string | undefined;
  readonly onType: (text: string) => void;
  readonly onAdd: (name: string) => void;
  readonly onBlurField: (path: string) => void;
}

/** The *Model* field: offers what the provider has, takes any name. */
export function ModelPicker({ draft, check, catalogue, error, onType, onAdd, onBlurField }: ModelPickerProps) {
  const listed = new Set(draft.models.map((model) => model.name));
  const found = check.kind === "done" && check.result.ok ? check.result.models : [];
  const options = found.filter((model) => !listed.has(model.id)).map((model) => ({ value: model.id, hint: priceHint(model) }));
  return (
    <div className="border-t border-line p-3 wide:px-4">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Field label="Model" error={error} hint={hint({ draft, found: found.length, catalogue })} className="w-full wide:max-w-105">
          <div className="flex min-w-0 items-center gap-2">
            <Combobox
              mono
              name="model"
              value={draft.typedModel}
              options={options}
              placeholder={options.length > 0 ? `Pick one of ${options.length}, or type a name` : "Type a name"}
              onValueChange={onType}
              onCommit={onAdd}
              onBlur={() => onBlurField(`${CONFIGURATION}.models`)}
            />
            <Button icon={<Plus aria-hidden />} disabled={draft.typedModel.trim() === ""} onClick={() => onAdd(draft.typedModel)}>
              Add model
            </Button>
          </div>
        </Field>
      </div>
    </div>
  );
}

function priceHint({
  inputPrice,
  outputPrice,
}: {
  readonly inputPrice?: number | undefined;
  readonly outputPrice?: number | undefined;
}): string | undefined {
  if (inputPrice === undefined) return undefined;
  return outputPrice === undefined ? `$${formatPrice(inputPrice)}` : `$${formatPrice(inputPrice)} / $${formatPrice(outputPrice)}`;
}

interface HintProps extends Pick<ModelPickerProps, "draft" | "catalogue"> {
  readonly found: number;
}

function hint({ draft, found, catalogue }: HintProps): string {
  const own = draft.provider ? PROVIDER_WORDS[draft.provider].modelHint : undefined;
  if (own && draft.models.length === 0) return own;
  if (catalogue) return `Price list ${catalogue}. Every price can be changed.`;
  return found > 0 ? "Prices are proposed where they are known." : "The provider's list of models appears when the connection works.";
}
