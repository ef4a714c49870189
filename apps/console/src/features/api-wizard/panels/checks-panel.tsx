import { normaliseContextPath } from "@sluice/definition/context-path";
import { Check, CircleAlert, LoaderCircle, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { PathState } from "../../../components/entrypoint-form/use-path-check.ts";
import type { CheckState } from "../../../components/provider-form/provider-check.ts";
import { lacksKey, type ProviderDraft } from "../../../components/provider-form/provider-draft.ts";
import { plural } from "../../../lib/format.ts";
import { type CheckOf, foundInWords, unpricedModels } from "../consumer-view.ts";
import type { WizardForm } from "../wizard-form.ts";

interface ChecksPanelProps {
  readonly form: WizardForm;
  readonly pathState: (path: string) => PathState;
  readonly checkOf: CheckOf;
}

/** Beside the summary: what was looked at just now, and what is worth a second look. Nothing here keeps anybody from going on. */
export function ChecksPanel({ form, pathState, checkOf }: ChecksPanelProps) {
  const unpriced = unpricedModels(form);
  return (
    <aside aria-label="Checked just now" className="grid content-start gap-6 pt-1">
      <div className="grid gap-3">
        <h2 className="font-medium">Checked just now</h2>
        <ul>
          {form.paths.map((row) => (
            <PathLine key={row.key} path={normaliseContextPath(row.path)} state={pathState(row.path)} />
          ))}
          {form.providers.map((provider) => (
            <ProviderLine key={provider.key} provider={provider} state={checkOf(provider)} />
          ))}
          {unpriced.length === 0 ? (
            <Line kind="fine" title="Every model has a price" />
          ) : (
            <Line
              kind="mind"
              title={`${plural(unpriced.length, "model")} without a price`}
              detail={`${unpriced.join(", ")}: costs stay unknown`}
            />
          )}
          <PlansLine form={form} />
        </ul>
      </div>
      <div className="grid gap-2">
        <h2 className="font-medium">What deploying does</h2>
        <p className="text-muted">
          Saves the API with its plans, all or nothing, sends revision 1 to the gateways, and waits for them to say that they serve it.
        </p>
      </div>
    </aside>
  );
}

function PathLine({ path, state }: { readonly path: string; readonly state: PathState }) {
  if (state.kind === "free") return <Line kind="fine" title={`${path} is free`} />;
  if (state.kind === "taken") return <Line kind="wrong" title={`${path} is in use`} detail={state.reason} />;
  return <Line kind="asking" title={`Is ${path} free?`} />;
}

function ProviderLine({ provider, state }: { readonly provider: ProviderDraft; readonly state: CheckState }) {
  const name = provider.name.trim();
  if (lacksKey(provider)) return <Line kind="mind" title={`${name} has no key yet`} detail="Its calls fail until one is set." />;
  if (state.kind === "idle" || state.kind === "testing") return <Line kind="asking" title={`Asking ${name}`} />;
  if (state.kind === "failed") return <Line kind="mind" title={`${name} was not checked`} detail={state.message} />;
  if (state.result.ok) return <Line kind="fine" title={`${name} answers`} detail={foundInWords(provider, state.result)} />;
  return <Line kind="wrong" title={`${name} does not answer as it should`} detail={state.result.error?.message ?? "It gave no reason."} />;
}

function PlansLine({ form }: { readonly form: WizardForm }) {
  if (form.plans.length === 0) return <Line kind="mind" title="There is no plan" detail="Nobody can call until there is one." />;
  if (form.plans.some((plan) => plan.kind === "KEY_LESS")) return <Line kind="mind" title="No key is asked of callers" />;
  return <Line kind="fine" title="Callers say who they are" />;
}

interface LineProps {
  readonly kind: "fine" | "mind" | "wrong" | "asking";
  readonly title: string;
  readonly detail?: string;
}

const LINE_ICONS = {
  fine: { icon: <Check aria-hidden />, tone: "text-ok", spoken: "Fine" },
  mind: { icon: <TriangleAlert aria-hidden />, tone: "text-warn", spoken: "Mind" },
  wrong: { icon: <CircleAlert aria-hidden />, tone: "text-danger", spoken: "Wrong" },
  asking: { icon: <LoaderCircle aria-hidden />, tone: "text-muted", spoken: "Under way" },
} as const satisfies Record<LineProps["kind"], { icon: ReactNode; tone: string; spoken: string }>;

function Line({ kind, title, detail }: LineProps) {
  const { icon, tone, spoken } = LINE_ICONS[kind];
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-2 border-b border-line py-1.5 last:border-0">
      <span className={`pt-0.5 ${tone}`}>
        {icon}
        <span className="sr-only">{spoken}: </span>
      </span>
      <span className="min-w-0 wrap-anywhere">
        {title}
        {detail ? <span className="block text-xs text-muted">{detail}</span> : null}
      </span>
    </li>
  );
}
