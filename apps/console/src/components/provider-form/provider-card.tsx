"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import { PROVIDERS } from "@sluice/definition/provider";
import { CircleCheck, CircleX, Trash2 } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { formatMs } from "../../lib/format.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { CheckNote } from "./check-note.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { ConnectionLine } from "./connection-line.tsx";
import { ModelNames } from "./model-names.tsx";
import { ModelPicker } from "./model-picker.tsx";
import { ModelTable } from "./model-table.tsx";
import { withModel, withProposals } from "./price-proposals.ts";
import { type CheckState, CONFIGURATION, checkWords } from "./provider-check.ts";
import type { ModelDraft, ProviderDraft } from "./provider-draft.ts";
import { usePriceProposals } from "./use-price-proposals.ts";

export interface ProviderCardProps {
  readonly value: ProviderDraft;
  /** Given as a change of whatever the draft is by then: prices arrive while a person types. */
  readonly onChange: (change: (draft: ProviderDraft) => ProviderDraft) => void;
  /** Keyed by the path inside the endpoint group: `name`, `endpoints.0.configuration.target`. */
  readonly problems: FieldProblems;
  readonly onBlurField?: ((path: string) => void) | undefined;
  readonly check: CheckState;
  /** Resolves with what came out of it. */
  readonly onTest: () => Promise<CheckState>;
  readonly simulatorUrl: string | null;
  /** Left out while it is the only one. */
  readonly onRemove?: (() => void) | undefined;
  /** Shows the connection as one line at first: it was made before. */
  readonly collapsed?: boolean;
  /** What else belongs to this provider, under its models. */
  readonly children?: ReactNode;
}

const ignore = () => {};

/** A provider: its connection, tested or not, and its models with their prices. */
export function ProviderCard({
  value,
  onChange,
  problems,
  onBlurField = ignore,
  check,
  onTest,
  simulatorUrl,
  onRemove,
  collapsed = false,
  children,
}: ProviderCardProps) {
  const [open, setOpen] = useState(!collapsed);
  const [catalogue, setCatalogue] = useState<string | null>(null);
  const line = useRef<HTMLDivElement>(null);
  const propose = usePriceProposals();
  const all = check.kind === "failed" ? { ...check.problems, ...problems } : problems;
  // A problem in a folded form would be said nowhere.
  const folded = !open && !Object.keys(all).some((path) => path === "name" || isConnectionProblem(path));

  async function test() {
    const state = await onTest();
    if (state.kind !== "done" || !state.result.ok) return;
    onChange((draft) =>
      withProposals(
        draft,
        state.result.models.map(({ id, ...prices }) => ({ model: id, ...prices })),
      ),
    );
    setOpen(false);
    // The button that was pressed is folded away; the one that takes its place gets the focus.
    requestAnimationFrame(() => line.current?.querySelector<HTMLElement>("[data-test-again]")?.focus());
  }
  async function add(name: string) {
    onChange((draft) => withModel(draft, name));
    const proposals = await propose(value, [name]);
    setCatalogue((before) => proposals.catalogue ?? before);
    onChange((draft) => withProposals(draft, proposals.data));
  }
  const changeModel = (key: string, change: Partial<ModelDraft>) =>
    onChange((draft) => ({ ...draft, models: draft.models.map((model) => (model.key === key ? { ...model, ...change } : model)) }));

  return (
    <section aria-label={`Provider ${value.name || "without a name"}`} className="min-w-0 rounded-md border border-line bg-raised">
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 border-b border-line py-1.5 pr-2 pl-3 wide:pl-4">
        <h2 className="font-mono text-code wrap-anywhere">
          {value.name || <span className="font-sans text-base text-muted">New provider</span>}
        </h2>
        {value.provider ? <span className="text-muted">{PROVIDERS[value.provider].label}</span> : null}
        <div className="ml-auto flex items-center gap-2 last:pr-1 wide:last:pr-2">
          <CheckStatus state={check} />
          {onRemove ? (
            <IconButton size="sm" label={`Remove ${value.name || "this provider"}`} icon={<Trash2 aria-hidden />} onClick={onRemove} />
          ) : null}
        </div>
      </header>
      {folded ? (
        <div ref={line}>
          <ConnectionLine draft={value} check={check} onEdit={() => setOpen(true)} onTest={() => void test()} />
        </div>
      ) : (
        <ConnectionForm
          value={value}
          onChange={onChange}
          problems={all}
          onBlurField={onBlurField}
          simulatorUrl={simulatorUrl}
          testing={check.kind === "testing"}
          onTest={() => void test()}
        />
      )}
      <div className="px-3 pb-3 empty:hidden wide:px-4 wide:pb-4">
        <CheckNote draft={value} state={check} />
      </div>
      <ModelTable
        provider={value.name}
        models={value.models}
        onChange={changeModel}
        onRemove={(key) => onChange((draft) => ({ ...draft, models: draft.models.filter((model) => model.key !== key) }))}
        problems={all}
        onBlurField={onBlurField}
      />
      <ModelPicker
        draft={value}
        check={check}
        catalogue={catalogue}
        error={
          all[`${CONFIGURATION}.models`] ?? (value.typedModel ? all[`${CONFIGURATION}.models.${value.models.length}.name`] : undefined)
        }
        onType={(typedModel) => onChange((draft) => ({ ...draft, typedModel }))}
        onAdd={(name) => void add(name)}
        onBlurField={onBlurField}
      />
      <ModelNames
        value={value.governance}
        onChange={(governance) => onChange((draft) => ({ ...draft, governance: { ...draft.governance, ...governance } }))}
        problems={all}
        onBlurField={onBlurField}
      />
      {children}
    </section>
  );
}

function isConnectionProblem(path: string): boolean {
  return path.startsWith(CONFIGURATION) && !path.startsWith(`${CONFIGURATION}.model`);
}

function CheckStatus({ state }: { readonly state: CheckState }) {
  const words = checkWords(state, formatMs);
  const tone = { ok: "text-ok", danger: "text-danger", muted: "text-muted" }[words?.tone ?? "muted"];
  return (
    <span role="status" className={`flex items-center gap-1.5 whitespace-nowrap ${tone}`}>
      {words?.tone === "ok" ? <CircleCheck aria-hidden /> : null}
      {words?.tone === "danger" ? <CircleX aria-hidden /> : null}
      {words?.text}
    </span>
  );
}
