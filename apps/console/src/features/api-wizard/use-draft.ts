import type { Draft, DraftStep } from "@sluice/definition/resources";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { definitionToForm, formToDefinition } from "./definition-bridge.ts";
import { DraftSaver, type SaveState } from "./draft-saver.ts";
import { furtherStep } from "./steps.ts";
import { saveDraft } from "./wizard-api.ts";
import type { WizardForm } from "./wizard-form.ts";

export interface DraftHandle {
  readonly id: string;
  readonly form: WizardForm;
  /** Changes the form; the draft follows by itself. */
  readonly update: (change: (form: WizardForm) => WizardForm) => void;
  /** The furthest step that was reached. */
  readonly furthest: DraftStep;
  /** Says that a step is reached, and saves at once. */
  readonly reach: (step: DraftStep) => void;
  readonly saveState: SaveState;
  /** Saves what is not saved. True when everything is on the server. */
  readonly flush: () => Promise<boolean>;
  readonly keepMine: () => Promise<boolean>;
}

/** A draft in this tab: its form, and its way to the server. `draft` is what was loaded; later changes to it are not followed. */
export function useDraft(draft: Draft): DraftHandle {
  const [form, setForm] = useState(() => definitionToForm(draft.definition));
  const [furthest, setFurthest] = useState(draft.step);
  const [saveState, setSaveState] = useState<SaveState>({ kind: "saved", atMs: Date.parse(draft.updatedAt) });
  // Two changes in one event must see each other, so what is newest is kept beside the state.
  const newest = useRef({ form, furthest });
  const [saver] = useState(
    () =>
      new DraftSaver({
        version: draft.version,
        savedAtMs: Date.parse(draft.updatedAt),
        nowMs: Date.now,
        onState: setSaveState,
        save: (content, version) => saveDraft(draft.id, content, version),
      }),
  );
  useSaveOnLeaving(saver);

  const keep = useCallback(() => {
    saver.change({ step: newest.current.furthest, definition: formToDefinition(newest.current.form) });
  }, [saver]);
  const update = useCallback(
    (change: (form: WizardForm) => WizardForm) => {
      newest.current = { ...newest.current, form: change(newest.current.form) };
      setForm(newest.current.form);
      keep();
    },
    [keep],
  );
  const reach = useCallback(
    (step: DraftStep) => {
      newest.current = { ...newest.current, furthest: furtherStep(newest.current.furthest, step) };
      setFurthest(newest.current.furthest);
      keep();
      void saver.flush();
    },
    [keep, saver],
  );
  return useMemo(
    () => ({ id: draft.id, form, update, furthest, reach, saveState, flush: () => saver.flush(), keepMine: () => saver.keepMine() }),
    [draft.id, form, update, furthest, reach, saveState, saver],
  );
}

/**
 * A reload or a closed tab must not cost the last words. They go out before the browser asks for the next page (`beforeunload`), because
 * `pagehide` comes after that page was drawn from an older draft.
 */
function useSaveOnLeaving(saver: DraftSaver): void {
  useEffect(() => {
    const flush = () => void saver.flush();
    const flushWhenHidden = () => document.visibilityState === "hidden" && flush();
    window.addEventListener("beforeunload", flush);
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flushWhenHidden);
    return () => {
      window.removeEventListener("beforeunload", flush);
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flushWhenHidden);
      flush();
    };
  }, [saver]);
}
