"use client";

import { PROVIDER_IDS, PROVIDERS, type Provider } from "@sluice/definition/provider";
import type { WhatIfChange, WhatIfRow } from "@sluice/definition/what-if";
import { useRef, useState } from "react";
import { Dialog } from "../../components/ui/dialog.tsx";
import { DialogButtons } from "../../components/ui/dialog-buttons.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { Select } from "../../components/ui/select.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";

type As = WhatIfChange["as"];

export interface PriceAsDialogProps {
  readonly row: WhatIfRow;
  readonly current: As | undefined;
  readonly onClose: () => void;
  readonly onChoose: (as: As) => void;
}

const KINDS = [
  { value: "model", label: "Another model" },
  { value: "price", label: "Another price" },
] as const;
const PRICES = [
  { name: "inputPrice", label: "Input", aside: "$ per million tokens" },
  { name: "cacheReadPrice", label: "Input read from a cache", aside: "as input when left out" },
  { name: "outputPrice", label: "Output", aside: "$ per million tokens" },
] as const;
const DECIMAL = /^\d{1,7}(?:\.\d{1,12})?$/;
/** An OpenAI-compatible one is known by its address alone, and has no list of its own. */
const LISTED = PROVIDER_IDS.filter((id) => id !== "OPEN_AI_COMPATIBLE").map((value) => ({ value, label: PROVIDERS[value].label }));

/** As which model of the catalogue, or at which price, a model's traffic is priced. */
export function PriceAsDialog({ row, current, onClose, onChoose }: PriceAsDialogProps) {
  const first = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<As["kind"]>(current?.kind ?? "model");
  const [provider, setProvider] = useState<Provider>(current?.kind === "model" ? current.provider : "OPEN_AI");
  const [model, setModel] = useState(current?.kind === "model" ? current.model : "");
  const [prices, setPrices] = useState<Readonly<Record<string, string>>>(writtenPrices(current));
  const [asked, setAsked] = useState(false);
  const problems = asked ? problemsOf(kind, { model, prices }) : {};
  function submit() {
    setAsked(true);
    if (Object.keys(problemsOf(kind, { model, prices })).length > 0) return;
    onChoose(kind === "model" ? { kind, provider, model: model.trim(), target: "" } : { kind, tiers: [tierOf(prices)] });
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Price ${row.model} as`}
      description="Its tokens stay the same: another model may need more of them, or fewer."
      size="sm"
      initialFocus={first}
      onSubmit={submit}
      footer={<DialogButtons submit="Work it out" onCancel={onClose} />}
    >
      <div className="grid gap-4">
        <Segmented label="Priced as" value={kind} onValueChange={setKind} options={KINDS} />
        {kind === "model" ? (
          <>
            <Field label="Provider">
              <Select value={provider} onValueChange={setProvider} options={LISTED} />
            </Field>
            <Field label="Model" hint="As the provider calls it. Its prices are those of the catalogue." error={problems["model"]}>
              <TextInput ref={first} mono value={model} onChange={(event) => setModel(event.target.value)} placeholder="gpt-5-nano" />
            </Field>
          </>
        ) : (
          PRICES.map(({ name, label, aside }, at) => (
            <Field key={name} label={label} aside={aside} error={problems[name]}>
              <TextInput
                {...(at === 0 ? { ref: first } : {})}
                inputMode="decimal"
                value={prices[name] ?? ""}
                onChange={(event) => setPrices({ ...prices, [name]: event.target.value })}
              />
            </Field>
          ))
        )}
      </div>
    </Dialog>
  );
}

interface Draft {
  readonly model: string;
  readonly prices: Readonly<Record<string, string>>;
}

function problemsOf(kind: As["kind"], { model, prices }: Draft): Readonly<Record<string, string>> {
  if (kind === "model") return model.trim() === "" ? { model: "Name a model." } : {};
  const bad = PRICES.filter(({ name }) => (prices[name] ?? "").trim() !== "" && !DECIMAL.test((prices[name] ?? "").trim()));
  const problems = Object.fromEntries(bad.map(({ name }) => [name, "A price is a decimal such as 0.25."]));
  const none = ["inputPrice", "outputPrice"].every((name) => (prices[name] ?? "").trim() === "");
  return none ? { ...problems, inputPrice: "Give a price for input or for output." } : problems;
}

function tierOf(prices: Draft["prices"]) {
  const written = (name: string) => prices[name]?.trim() || null;
  return {
    aboveTokens: 0,
    inputPrice: written("inputPrice"),
    cacheReadPrice: written("cacheReadPrice"),
    outputPrice: written("outputPrice"),
    ...{ cacheWritePrice: null, cacheWriteHourPrice: null, audioInputPrice: null, reasoningPrice: null, audioOutputPrice: null },
  };
}

function writtenPrices(current: As | undefined): Draft["prices"] {
  const tier = current?.kind === "price" ? current.tiers[0] : undefined;
  return Object.fromEntries(PRICES.flatMap(({ name }) => (tier?.[name] ? [[name, tier[name]]] : [])));
}
