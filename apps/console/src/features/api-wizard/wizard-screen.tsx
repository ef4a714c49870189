import type { DraftStep } from "@sluice/definition/resources";
import type { ReactNode } from "react";
import type { PathState } from "../../components/entrypoint-form/use-path-check.ts";
import type { ProviderChecks } from "../../components/provider-form/use-provider-checks.ts";
import { Note } from "../../components/ui/note.tsx";
import { ChecksPanel } from "./panels/checks-panel.tsx";
import { ConsumersPanel } from "./panels/consumers-panel.tsx";
import { ArchitectureStep } from "./steps/architecture-step.tsx";
import { DetailsStep } from "./steps/details-step.tsx";
import { EndpointsStep } from "./steps/endpoints-step.tsx";
import { EntrypointTypeStep } from "./steps/entrypoint-type-step.tsx";
import { EntrypointsStep } from "./steps/entrypoints-step.tsx";
import { SecurityStep } from "./steps/security-step.tsx";
import type { StepProps } from "./steps/step-props.ts";
import { SummaryStep } from "./steps/summary-step.tsx";
import { stepAt } from "./steps.ts";
import { useChecksOnSummary } from "./use-checks-on-summary.ts";

export interface WizardScreenProps extends StepProps {
  readonly step: DraftStep;
  readonly pathState: (path: string) => PathState;
  readonly gatewayUrl: string;
  readonly simulatorUrl: string | null;
  readonly checks: ProviderChecks;
  readonly onLeaveField: (path: string) => void;
  readonly onGo: (step: DraftStep) => void;
  readonly saveProblem: string | null;
}

/** One screen: its title, its fields, and what stands beside them. */
export function WizardScreen(props: WizardScreenProps) {
  const { step, saveProblem } = props;
  return (
    <main className="grid flex-1 content-start gap-8 p-4 wide:px-8 wide:pt-6 wide:pb-8 roomy:grid-cols-[minmax(0,1fr)_288px]">
      <div className="min-w-0">
        {/* Gets the focus where there is no field to begin with; Enter moves on from here too. */}
        <h1
          tabIndex={-1}
          className="outline-none"
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.closest("form")?.requestSubmit()}
        >
          {stepAt(step).title}
        </h1>
        <p className="mt-1 mb-5 text-muted">{INTRODUCTIONS[step]}</p>
        {saveProblem ? (
          <Note tone="danger" role="alert" title="The API was not saved" className="mb-5">
            <p className="text-muted">{saveProblem}</p>
          </Note>
        ) : null}
        {/* A screen of its own each: what is open or focused in one says nothing of the next. */}
        <div key={step} data-step-fields>
          <StepFields {...props} />
        </div>
      </div>
      {step === "summary" ? <SummaryAside {...props} /> : <ConsumersPanel {...props} checkOf={props.checks.of} />}
    </main>
  );
}

const INTRODUCTIONS: Readonly<Record<DraftStep, ReactNode>> = {
  details: "What people here will know it by.",
  architecture: "What stands between your callers and your providers.",
  "entrypoint-type": "What your callers speak.",
  entrypoints: "Where the API answers. Every path below it, as /chat/completions, comes by itself.",
  endpoints: (
    <>
      A provider's name goes before its models: consumers ask for <code>openai:gpt-5-mini</code>.
    </>
  ),
  security: "Who may call, and what they have to show.",
  summary: "Nothing is saved as an API yet. Secrets are never shown again.",
};

function StepFields(props: WizardScreenProps) {
  switch (props.step) {
    case "details":
      return <DetailsStep {...props} />;
    case "architecture":
      return <ArchitectureStep {...props} />;
    case "entrypoint-type":
      return <EntrypointTypeStep {...props} />;
    case "entrypoints":
      return <EntrypointsStep {...props} />;
    case "endpoints":
      return <EndpointsStep {...props} />;
    case "security":
      return <SecurityStep {...props} />;
    case "summary":
      return <SummaryStep {...props} onChange={props.onGo} />;
  }
}

function SummaryAside({ form, checks, pathState }: WizardScreenProps) {
  useChecksOnSummary(form.providers, checks);
  return <ChecksPanel form={form} pathState={pathState} checkOf={checks.of} />;
}
