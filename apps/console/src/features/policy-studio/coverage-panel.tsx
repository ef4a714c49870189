"use client";

import { PATH_KINDS, PATH_TITLES, type PathKind } from "@sluice/definition/policies/coverage";
import { type StepAtPath, type StepCoverage, stepCoverage } from "@sluice/definition/policies/step-coverage";
import { PROVIDERS } from "@sluice/definition/provider";
import { ScanEye } from "lucide-react";
import { Badge } from "../../components/ui/badge.tsx";
import { Disclosure } from "../../components/ui/disclosure.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { classNames } from "../../lib/class-names.ts";
import { plural } from "../../lib/format.ts";
import { COVERAGE_WORDS, isGap } from "./coverage-words.ts";
import { nameFlow, nameStep } from "./flow-words.ts";
import { Panel } from "./panel.tsx";
import { PolicyIcon } from "./policy-icon.tsx";
import { useStudioPage } from "./studio-context.ts";
import { LANES, type StepDraft, type StudioDraft } from "./studio-draft.ts";

/** What the policies on the page do at each path, and where they cannot: by the table that gateways are tested against. */
export function CoveragePanel() {
  const { actions, api, studio } = useStudioPage();
  const speaksOpenAi = api.endpointGroups.some(({ endpoints }) =>
    endpoints.some(({ configuration }) => PROVIDERS[configuration.provider].speaksOpenAi),
  );
  const covered = stepsOf(studio.draft).map((place) => ({ ...place, coverage: stepCoverage(place.draft.step, { speaksOpenAi }) }));
  const withGaps = covered.filter(({ coverage }) => coverage?.paths.some(({ state }) => isGap(state)));
  return (
    <Panel title="Coverage" icon={<ScanEye aria-hidden className="text-muted" />} onClose={actions.close}>
      {covered.length === 0 ? (
        <EmptyState title="No policies yet">
          Once there are any, you see here at which paths they are in force, and where they cannot be.
        </EmptyState>
      ) : (
        <>
          <p role="status">
            {withGaps.length === 0
              ? "Every policy is in force wherever it has something to do."
              : `${withGaps.length} of ${plural(covered.length, "policy", "policies")} cannot do at every path what they are for.`}
          </p>
          <p className="text-xs text-muted">For calls that a flow takes; for whole answers and streams alike, whatever the provider.</p>
          <ul aria-label="Policies" className="-mx-4 grid border-b border-line">
            {covered.map(({ draft, where, coverage }) => (
              <Covered key={draft.key} draft={draft} where={where} coverage={coverage} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

interface CoveredProps {
  readonly draft: StepDraft;
  readonly where: string;
  readonly coverage: StepCoverage | null;
}

function Covered({ draft, where, coverage }: CoveredProps) {
  const name = nameStep(draft.step);
  const gaps = coverage?.paths.filter(({ state }) => isGap(state)) ?? [];
  return (
    <li className={classNames("grid gap-3 border-t border-line px-4 pt-4", !coverage && "pb-4")}>
      <div className="grid grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2">
        <span className="pt-0.5">
          <PolicyIcon policy={draft.step.policy} />
        </span>
        <h3 className="font-medium wrap-anywhere">{name}</h3>
        <span className="col-start-2 text-xs wrap-anywhere text-muted">
          {coverage
            ? gaps.length === 0
              ? `${where} · in force wherever it has something to do`
              : where
            : `${where} · to be completed: nothing can be told before`}
        </span>
      </div>
      {gaps.length > 0 ? (
        <ul aria-label={`Where ${name} cannot see`} className="grid gap-3">
          {gaps.map((gap) => (
            <Gap key={gap.path} gap={gap} draft={draft} mayAccept={coverage?.mayAccept ?? false} />
          ))}
        </ul>
      ) : null}
      {coverage ? (
        <div className="-mx-4">
          <Disclosure label={`All ${PATH_KINDS.length} paths`}>
            <AllPaths name={name} paths={coverage.paths} />
          </Disclosure>
        </div>
      ) : null}
    </li>
  );
}

interface GapProps {
  readonly gap: StepAtPath;
  readonly draft: StepDraft;
  readonly mayAccept: boolean;
}

function Gap({ gap: { path, state, why }, draft, mayAccept }: GapProps) {
  const { actions, mayWrite } = useStudioPage();
  const { word, tone } = COVERAGE_WORDS[state];
  const accepts = acceptedOf(draft);
  // A step that only records lets everything through as it is.
  const chooses = mayAccept && ["refused", "shadow", "accepted"].includes(state);
  return (
    <li className="grid gap-1 rounded-md border border-line p-3">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 basis-40 text-xs font-medium wrap-anywhere">{PATH_TITLES[path]}</span>
        <Badge tone={tone}>{word}</Badge>
      </div>
      <p className="text-xs wrap-anywhere text-muted">{capitalised(why ?? "")}.</p>
      {chooses ? (
        <fieldset disabled={!mayWrite} className="mt-1">
          <legend className="sr-only">{PATH_TITLES[path]}</legend>
          <Switch
            label="Let these calls through unchecked"
            checked={accepts.includes(path)}
            onCheckedChange={(accepted) =>
              actions.editStep(draft.key, (step) => ({
                ...step,
                configuration: {
                  ...step.configuration,
                  acceptUncovered: PATH_KINDS.filter((one) => (one === path ? accepted : accepts.includes(one))),
                },
              }))
            }
          />
        </fieldset>
      ) : null}
    </li>
  );
}

function AllPaths({ name, paths }: { readonly name: string; readonly paths: readonly StepAtPath[] }) {
  return (
    <ul aria-label={`${name} at all paths`} className="grid gap-2 px-4 pb-2">
      {paths.map(({ path, state, why }) => (
        <li key={path} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 text-xs">
          <span className="wrap-anywhere">{PATH_TITLES[path]}</span>
          <Badge tone={COVERAGE_WORDS[state].tone}>{COVERAGE_WORDS[state].word}</Badge>
          {why ? <span className="col-span-2 text-muted wrap-anywhere">{capitalised(why)}.</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** The steps that are switched on, in the flows that are, with where they stand. */
function stepsOf({ scopes }: StudioDraft): readonly { readonly draft: StepDraft; readonly where: string }[] {
  return scopes.flatMap((scope) =>
    scope.flows.flatMap((flow, at) =>
      flow.flow.enabled
        ? LANES.flatMap((lane) => flow[lane])
            .filter(({ step }) => step.enabled)
            .map((draft) => ({ draft, where: `${scope.name} · ${nameFlow(flow.flow, at)}` }))
        : [],
    ),
  );
}

function acceptedOf({ step }: StepDraft): readonly PathKind[] {
  const accepted = (step.configuration as { readonly acceptUncovered?: unknown }).acceptUncovered;
  return Array.isArray(accepted) ? (accepted as readonly PathKind[]) : [];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
