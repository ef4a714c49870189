import { normaliseContextPath } from "@sluice/definition/context-path";
import { PROVIDERS } from "@sluice/definition/provider";
import type { DraftStep } from "@sluice/definition/resources";
import { isMask, MASK, mapSecrets, secretHint } from "@sluice/definition/secrets";
import type { ReactNode } from "react";
import { digestPlan } from "../../../components/plan-form/describe-plan.ts";
import { PLAN_KINDS } from "../../../components/plan-form/plan-words.ts";
import { type ProviderDraft, withTypedModel } from "../../../components/provider-form/provider-draft.ts";
import { Badge } from "../../../components/ui/badge.tsx";
import { Code } from "../../../components/ui/code.tsx";
import { LINK } from "../../../components/ui/link-class.ts";
import { Tabs } from "../../../components/ui/tabs.tsx";
import { formatPrice, plural } from "../../../lib/format.ts";
import { priceOf } from "../consumer-view.ts";
import { formToDefinition } from "../definition-bridge.ts";
import { firstStepOf, type GroupId } from "../steps.ts";
import { type WizardForm, withApiKeysOnly } from "../wizard-form.ts";
import { KeylessNote } from "./security-step.tsx";
import type { StepProps } from "./step-props.ts";

interface SummaryStepProps extends Pick<StepProps, "form" | "update"> {
  readonly gatewayUrl: string;
  readonly onChange: (step: DraftStep) => void;
}

export function SummaryStep({ form, update, gatewayUrl, onChange }: SummaryStepProps) {
  return (
    <Tabs
      label="Review"
      tabs={[
        { value: "summary", label: "Summary", panel: <Sections form={form} update={update} gatewayUrl={gatewayUrl} onChange={onChange} /> },
        {
          value: "json",
          label: "JSON",
          panel: (
            <div className="pt-4">
              <Code code={JSON.stringify(maskedDefinition(form), null, 2)} language="json" what="the definition" />
            </div>
          ),
        },
      ]}
    />
  );
}

/** The definition as it may be shown and copied: what was typed as a secret is its mask. */
function maskedDefinition(form: WizardForm) {
  return mapSecrets(formToDefinition(form), (value) => (isMask(value) ? value : `${MASK}${secretHint(value)}`));
}

function Sections({ form, update, gatewayUrl, onChange }: SummaryStepProps) {
  const isKeyless = form.plans.some((plan) => plan.kind === "KEY_LESS");
  return (
    <div className="mt-4 rounded-md border border-line bg-raised">
      <Section group="details" title="API details" onChange={onChange}>
        <Facts
          facts={[
            ["Name", form.name.trim()],
            ["Version number", form.apiVersion.trim()],
            ["Description", form.description.trim() || <span className="text-muted">None</span>],
          ]}
        />
      </Section>
      <Section group="entrypoints" title="Entrypoints" onChange={onChange}>
        <Facts
          facts={[
            ["Architecture", "AI Gateway · LLM Proxy"],
            ["Context-path", <PathList key="paths" form={form} gatewayUrl={gatewayUrl} />],
            ["Track tokens during stream mode", form.enforceUsage ? "On" : "Off"],
            ["Inject token usage headers", form.injectTokenHeaders ? "On" : "Off"],
            ["Read on when a caller leaves", digestLeaving(form.clientDisconnect)],
          ]}
        />
      </Section>
      <Section group="endpoints" title="Endpoints" onChange={onChange}>
        <Facts
          facts={form.providers.map((provider) => [provider.name.trim(), <ProviderAddress key={provider.key} provider={provider} />])}
        />
        <ModelTable form={form} />
      </Section>
      <Section group="security" title="Security" onChange={onChange}>
        {form.plans.length === 0 ? <p className="text-muted">No plans are selected.</p> : null}
        <Facts facts={form.plans.map((plan) => [plan.name.trim(), `${PLAN_KINDS[plan.kind].label} · ${digestPlan(plan).toLowerCase()}`])} />
        {isKeyless ? (
          <div className="mt-3">
            <KeylessNote onUseApiKeys={() => update((now) => ({ ...now, plans: withApiKeysOnly(now.plans) }))} />
          </div>
        ) : null}
      </Section>
    </div>
  );
}

function digestLeaving({ policy, drainSeconds, drainTokens }: WizardForm["clientDisconnect"]): string {
  if (policy === "ABORT") return "Off";
  return `For up to ${plural(Number(drainSeconds), "second")} and ${plural(Number(drainTokens), "token")}`;
}

interface SectionProps {
  readonly group: GroupId;
  readonly title: string;
  readonly onChange: (step: DraftStep) => void;
  readonly children: ReactNode;
}

function Section({ group, title, onChange, children }: SectionProps) {
  return (
    <section
      aria-label={title}
      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-2 border-t border-line p-4 first:border-t-0 wide:grid-cols-[112px_minmax(0,1fr)_auto]"
    >
      <h2 className="font-medium">{title}</h2>
      <div className="col-span-2 row-start-2 min-w-0 wide:col-span-1 wide:col-start-2 wide:row-start-1">{children}</div>
      <button
        type="button"
        className={`${LINK} self-start wide:col-start-3`}
        aria-label={`Change ${title}`}
        onClick={() => onChange(firstStepOf(group))}
      >
        Change
      </button>
    </section>
  );
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid gap-y-1 wide:grid-cols-[minmax(0,232px)_minmax(0,1fr)] wide:gap-x-4">
      {facts.map(([term, value]) => (
        <div key={term} className="grid gap-x-4 not-last:mb-1 wide:col-span-2 wide:mb-0! wide:grid-cols-subgrid">
          <dt className="text-muted wrap-anywhere">{term}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function PathList({ form, gatewayUrl }: { readonly form: WizardForm; readonly gatewayUrl: string }) {
  return form.paths.map((row) => (
    <code key={row.key} className="block">
      {gatewayUrl}
      {normaliseContextPath(row.path)}
    </code>
  ));
}

function ProviderAddress({ provider }: { readonly provider: ProviderDraft }) {
  if (provider.provider === "") return null;
  const { label, target } = PROVIDERS[provider.provider];
  return (
    <>
      {label} · <code>{provider.target.trim() || target}</code>
    </>
  );
}

function ModelTable({ form }: { readonly form: WizardForm }) {
  const rows = form.providers.flatMap((provider) => withTypedModel(provider).models.map((model) => ({ provider, model })));
  return (
    // It scrolls where it is narrow, so the keyboard must reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by arrow keys
    <section aria-label="Models and prices" tabIndex={0} className="mt-2 overflow-x-auto">
      <table aria-label="Models" className="w-full border-collapse">
        <thead>
          <tr className="border-b border-line text-left text-xs text-muted [&_th]:h-7 [&_th]:pr-3 [&_th]:font-normal [&_th]:whitespace-nowrap">
            <th scope="col">Provider</th>
            <th scope="col">Model</th>
            <th scope="col" className="text-right">
              Input $ / 1M
            </th>
            <th scope="col" className="text-right">
              Output $ / 1M
            </th>
            <th scope="col">Alias</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ provider, model }) => (
            <tr
              key={`${provider.key} ${model.name}`}
              className="border-b border-line last:border-0 [&_td]:h-8 [&_td]:pr-3 [&_td]:whitespace-nowrap"
            >
              <td className="font-mono text-code">{provider.name.trim()}</td>
              <td className="font-mono text-code">{model.name}</td>
              <td className="text-right">{priceWord(model.inputPrice)}</td>
              <td className="text-right">{priceWord(model.outputPrice)}</td>
              <td>
                <span className="flex flex-wrap gap-1">
                  {model.aliases.map((alias) => (
                    <Badge key={alias} mono>
                      {alias}
                    </Badge>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function priceWord(typed: string): string {
  const price = priceOf(typed);
  return price === null ? "–" : formatPrice(price);
}
