"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { StaleWriteDialog } from "../../components/api-actions/stale-write-dialog.tsx";
import { SaveBar } from "../../components/save-bar/save-bar.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { classNames } from "../../lib/class-names.ts";
import { readApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMayOnApi } from "../../lib/use-may.ts";
import { useUnsavedGuard } from "../../lib/use-unsaved-guard.ts";
import type { LaneSlot } from "./action-tools.ts";
import { AddStepDialog } from "./add-step-dialog.tsx";
import { CopyDialog } from "./copy-dialog.tsx";
import { CoveragePanel } from "./coverage-panel.tsx";
import { FlowList } from "./flow-list.tsx";
import { FlowPanel } from "./flow-panel.tsx";
import { ImpactPanel } from "./impact-panel.tsx";
import { PageTools } from "./page-tools.tsx";
import { ResourcePanel } from "./resource-panel.tsx";
import { ResourceSection } from "./resource-section.tsx";
import { StepPanel } from "./step-panel.tsx";
import { type Copied, type StudioPage as Page, StudioPageContext, useStudioPage } from "./studio-context.ts";
import { API_SCOPE } from "./studio-draft.ts";
import { TryPanel } from "./try-panel.tsx";
import { useStudio } from "./use-studio.ts";
import { useStudioActions } from "./use-studio-actions.ts";

/** What is done to calls on their way: the flows of an API and of its plans. */
export function StudioPage({ id }: { readonly id: string }) {
  const { data: api } = useQuery({ queryKey: queryKeys.api(id), queryFn: ({ signal }) => readApi(id, { signal }) });
  // The frame above says why, when it cannot be loaded.
  return api ? <Editor api={api} /> : null;
}

function Editor({ api }: { readonly api: ApiResource }) {
  const studio = useStudio(api);
  const [scope, showScope] = useScope(studio.draft.scopes.map(({ id }) => id));
  const actions = useStudioActions({ draft: studio.draft, change: studio.change, scope });
  const mayWrite = useMayOnApi(api.id, "apis:write");
  const [asked, setAsked] = useState<LaneSlot | null>(null);
  const [copied, setCopied] = useState<Copied | null>(null);
  useUnsavedGuard(studio.dirty);
  const page: Page = { api, scope, studio, actions, mayWrite, askForStep: setAsked, askToCopy: setCopied };

  function save() {
    if (studio.save()) return;
    const [step] = studio.problems.steps.keys();
    const [resource] = studio.problems.resources.keys();
    const key = step ?? resource;
    if (key !== undefined) actions.open({ what: step === undefined ? "resource" : "step", key });
    focusFirstProblem();
  }
  return (
    <StudioPageContext value={page}>
      <form
        noValidate
        className="flex flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className={classNames("grid flex-1", actions.opened && "roomy:grid-cols-[minmax(0,1fr)_400px]")}>
          <div
            className={classNames(
              "grid min-w-0 max-w-320 content-start gap-6 p-4 wide:px-8 wide:pt-6 wide:pb-8",
              actions.opened && "max-roomy:hidden",
            )}
          >
            <div className="flex flex-wrap items-center justify-between gap-3">
              <Segmented
                label="Whose flows"
                value={scope}
                options={studio.draft.scopes.map(({ id, name, flows }) => ({ value: id, label: name, count: flows.length }))}
                onValueChange={(next) => {
                  actions.close();
                  showScope(next);
                }}
              />
              <PageTools />
            </div>
            {studio.refused ? <RefusalNote title="The policies were not saved" error={studio.refused} /> : null}
            <FlowList />
            <ResourceSection />
          </div>
          <OpenPanel />
        </div>
        <SaveBar
          dirty={studio.dirty}
          saving={studio.saving}
          onDiscard={() => {
            actions.close();
            studio.discard();
          }}
        />
      </form>
      <p role="status" className="sr-only">
        {actions.announcement}
      </p>
      {asked ? <AddStepDialog place={asked} onClose={() => setAsked(null)} /> : null}
      {copied ? <CopyDialog copied={copied} onClose={() => setCopied(null)} /> : null}
      <StaleWriteDialog editor={studio} what="the policies" />
    </StudioPageContext>
  );
}

function OpenPanel() {
  const { actions } = useStudioPage();
  const { opened } = actions;
  if (opened?.what === "step") return <StepPanel key={opened.key} stepKey={opened.key} />;
  if (opened?.what === "flow") return <FlowPanel key={opened.key} flowKey={opened.key} />;
  if (opened?.what === "resource") return <ResourcePanel key={opened.key} resourceKey={opened.key} />;
  if (opened?.what === "impact") return <ImpactPanel />;
  if (opened?.what === "coverage") return <CoveragePanel />;
  return opened?.what === "try" ? <TryPanel /> : null;
}

/** Whose flows are shown, in the address: the API's, or a plan's. */
function useScope(known: readonly string[]): readonly [string, (scope: string) => void] {
  const asked = useSearchParams().get("plan");
  const scope = asked !== null && known.includes(asked) ? asked : API_SCOPE;
  return [
    scope,
    (next) =>
      window.history.replaceState(null, "", next === API_SCOPE ? window.location.pathname : `?${new URLSearchParams({ plan: next })}`),
  ];
}

/** Two frames: the first draws the panel and the messages in it. */
function focusFirstProblem(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const wrong = document.querySelector<HTMLElement>("form [aria-invalid=true]");
      wrong?.focus();
      wrong?.scrollIntoView({ block: "center" });
    }),
  );
}
