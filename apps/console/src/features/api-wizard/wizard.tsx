"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import type { Draft, DraftStep } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useCallback, useRef, useState } from "react";
import { usePathCheck } from "../../components/entrypoint-form/use-path-check.ts";
import { endpointName } from "../../components/provider-form/provider-bridge.ts";
import { useProviderChecks } from "../../components/provider-form/use-provider-checks.ts";
import { readGateways } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { ConflictNote } from "./frame/conflict-note.tsx";
import { ExitButton } from "./frame/exit-button.tsx";
import { SaveNote } from "./frame/save-note.tsx";
import { WizardFooter } from "./frame/wizard-footer.tsx";
import { WizardFrame } from "./frame/wizard-frame.tsx";
import { WizardStepper } from "./frame/wizard-stepper.tsx";
import { firstStepWithProblems, firstUnfinishedStep } from "./step-problems.ts";
import { nextStep, previousStep, stepAt } from "./steps.ts";
import { useDraft } from "./use-draft.ts";
import { useSaveApi } from "./use-save-api.ts";
import { useStepCheck } from "./use-step-check.ts";
import { useFocusOnFirstProblem, useFocusOnStep, useWizardSteps } from "./use-wizard-steps.ts";
import { verifyFormPaths } from "./verify-form-paths.ts";
import { WizardScreen } from "./wizard-screen.tsx";

interface WizardProps {
  readonly draft: Draft;
  /** Loads the draft again, and starts over with what it holds then. */
  readonly onReload: () => void;
}

/** The wizard over one draft: what is typed, where one is, what is wrong, and how it gets out. */
export function Wizard({ draft: loaded, onReload }: WizardProps) {
  const draft = useDraft(loaded);
  const { step, go } = useWizardSteps(draft.furthest);
  const [fromServer, setFromServer] = useState<FieldProblems>({});
  const check = useStepCheck(draft.form, step, fromServer);
  const pathState = usePathCheck(draft.form.paths);
  const checks = useProviderChecks((provider) => ({ draftId: draft.id, endpoint: endpointName(provider.name.trim()) }));
  const { data: gateways } = useQuery({ queryKey: queryKeys.gateways, queryFn: ({ signal }) => readGateways({ signal }) });
  const page = useRef<HTMLFormElement>(null);
  useFocusOnStep(step, page);
  const focusFirstProblem = useFocusOnFirstProblem(page);
  const [moving, setMoving] = useState(false);

  const update = useCallback<typeof draft.update>(
    (change) => {
      // A refusal of the server was about words that are being changed now.
      setFromServer((earlier) => (Object.keys(earlier).length > 0 ? {} : earlier));
      draft.update(change);
    },
    [draft.update],
  );
  const refuseAt = useCallback(
    (wrong: DraftStep) => {
      go(wrong);
      check.refuse(wrong);
      focusFirstProblem();
    },
    [check.refuse, focusFirstProblem, go],
  );
  const onRefused = useCallback(
    (problems: FieldProblems) => {
      setFromServer(problems);
      const wrong = firstStepWithProblems(problems);
      if (wrong && wrong !== "summary") refuseAt(wrong);
    },
    [refuseAt],
  );
  const saving = useSaveApi(draft, onRefused);

  async function moveOn(event: FormEvent) {
    event.preventDefault();
    if (moving || saving.busy) return;
    if (step === "summary") return save(true);
    if (Object.keys(check.all).length > 0) return refuseAt(step);
    setMoving(true);
    const taken = step === "entrypoints" ? await verifyFormPaths(draft.form) : {};
    setMoving(false);
    if (Object.keys(taken).length > 0) return onRefused(taken);
    draft.reach(nextStep(step));
    go(nextStep(step));
  }
  async function save(deploy: boolean) {
    const unfinished = firstUnfinishedStep(draft.form);
    if (unfinished) return refuseAt(unfinished);
    await saving.save(deploy);
  }
  const back = previousStep(step);

  return (
    <WizardFrame
      crumb="Create V4 API"
      step={step}
      stepper={<WizardStepper form={draft.form} current={step} furthest={draft.furthest} subtitle="Five steps, kept as you go" onGo={go} />}
      note={<SaveNote state={draft.saveState} onRetry={() => void draft.flush()} />}
      exit={<ExitButton draft={draft} />}
    >
      <form ref={page} noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={moveOn} onBlur={check.onBlur}>
        {draft.saveState.kind === "conflict" ? <ConflictNote onReload={onReload} onKeepMine={() => void draft.keepMine()} /> : null}
        <WizardScreen
          form={draft.form}
          update={update}
          step={step}
          problems={check.shown}
          pathState={pathState}
          gatewayUrl={gateways?.gatewayUrl ?? ""}
          simulatorUrl={gateways?.simulatorUrl ?? null}
          checks={checks}
          onLeaveField={check.leaveField}
          onGo={go}
          saveProblem={step === "summary" ? saving.problem : null}
        />
        <WizardFooter
          button={stepAt(step).button}
          busy={moving || saving.busy === "deploy"}
          onPrevious={back ? () => go(back) : null}
          form={draft.form}
          step={step}
          checkOf={checks.of}
          save={step === "summary" ? { busy: saving.busy === "save", onSave: () => void save(false) } : null}
        />
      </form>
    </WizardFrame>
  );
}
