import type { Trial, TrialStep } from "@sluice/definition/policy-trial";
import { Badge, type Tone } from "../../components/ui/badge.tsx";
import { Note } from "../../components/ui/note.tsx";
import { Reachable } from "../../components/ui/reachable.tsx";
import { PolicyIcon } from "./policy-icon.tsx";

const OUTCOMES = {
  other_flow: { word: "not in its flow", tone: "neutral" },
  condition: { word: "condition not met", tone: "neutral" },
  not_reached: { word: "not reached", tone: "neutral" },
  passed: { word: "lets through", tone: "ok" },
  changed: { word: "changes", tone: "warn" },
  refused: { word: "refuses", tone: "danger" },
  answered: { word: "answers", tone: "warn" },
} as const satisfies Record<TrialStep["outcome"], { word: string; tone: Tone }>;

/** What would become of a call, policy by policy. */
export function TrialResult({ trial }: { readonly trial: Trial }) {
  if (!trial.ok)
    return (
      <Note tone="warn" title="It could not be tried" role="alert">
        <p>{trial.message}</p>
      </Note>
    );
  return (
    <div ref={bringIntoSight} className="grid gap-4 border-t border-line pt-4">
      <Verdict trial={trial} />
      {trial.steps.length > 0 ? (
        <ol aria-label="What each policy would do" className="grid gap-3">
          {trial.steps.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once
            <Step key={at} step={step} />
          ))}
        </ol>
      ) : null}
    </div>
  );
}

/** It comes below the form, where the panel may end. */
function bringIntoSight(result: HTMLElement | null): void {
  result?.scrollIntoView({ block: "nearest" });
}

function Verdict({ trial }: { readonly trial: Extract<Trial, { ok: true }> }) {
  if (trial.refusal)
    return (
      <Note tone="danger" role="status" title={`Refused with ${trial.refusal.status}, ${trial.refusal.code}`}>
        <p>{trial.refusal.message}</p>
      </Note>
    );
  if (trial.reply)
    return (
      <Note tone="info" role="status" title={`Answered with ${trial.reply.status}, without a provider`}>
        <Reachable label="The answer" className="max-h-40 overflow-auto">
          <pre className="text-xs whitespace-pre-wrap">{trial.reply.text}</pre>
        </Reachable>
      </Note>
    );
  return (
    <Note tone="ok" role="status" title="Goes on to the provider">
      {trial.steps.length === 0 ? <p>No policy looks at this plan's requests.</p> : null}
    </Note>
  );
}

function Step({ step }: { readonly step: TrialStep }) {
  const { word, tone } = OUTCOMES[step.outcome];
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-2 gap-y-1">
      <span className="pt-0.5">
        <PolicyIcon policy={step.policy} />
      </span>
      <span className="wrap-anywhere">{step.name}</span>
      <Badge tone={tone}>{word}</Badge>
      {step.decisions.map(({ action, detail }) => (
        <p key={`${action} ${detail}`} className="col-span-2 col-start-2 text-xs wrap-anywhere text-muted">
          {detail}
        </p>
      ))}
      {step.changes.map(({ path, before, after }) => (
        <div key={path} className="col-span-2 col-start-2 grid gap-0.5 text-xs">
          <code className="text-xs text-muted">{path}</code>
          {before === null ? null : <del className="wrap-anywhere text-danger">{before}</del>}
          {after === null ? null : <ins className="wrap-anywhere text-ok no-underline">{after}</ins>}
        </div>
      ))}
    </li>
  );
}
