"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { type FocusEvent, useEffect, useRef } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { StaleWriteDialog } from "../../components/api-actions/stale-write-dialog.tsx";
import { pathRow } from "../../components/entrypoint-form/entrypoint-draft.ts";
import { PathFields } from "../../components/entrypoint-form/path-fields.tsx";
import { TokensCard } from "../../components/entrypoint-form/tokens-card.tsx";
import { SaveBar } from "../../components/save-bar/save-bar.tsx";
import { Card } from "../../components/ui/card.tsx";
import { focusFirstProblem } from "../../lib/focus-first-problem.ts";
import { readApi, readGateways } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMayOnApi } from "../../lib/use-may.ts";
import { useUnsavedGuard } from "../../lib/use-unsaved-guard.ts";
import { CorsCard } from "./cors-card.tsx";
import { pathsLost } from "./entrypoints-draft.ts";
import { LostPathsNote } from "./lost-paths-note.tsx";
import { type EntrypointsEditor, useEntrypointsEditor } from "./use-entrypoints-editor.ts";
import { useFreePaths } from "./use-free-paths.ts";

/** Where an API answers and how it treats its callers: what the wizard made, and CORS, to be changed. */
export function EntrypointsPage({ id }: { readonly id: string }) {
  const { data: api } = useQuery({ queryKey: queryKeys.api(id), queryFn: ({ signal }) => readApi(id, { signal }) });
  // The frame above says why, when it cannot be loaded.
  return api ? <Editor api={api} /> : null;
}

function Editor({ api }: { readonly api: ApiResource }) {
  const editor = useEntrypointsEditor(api);
  const mayWrite = useMayOnApi(api.id, "apis:write");
  const page = useRef<HTMLFormElement>(null);
  useUnsavedGuard(editor.dirty);
  useEffect(() => {
    if (editor.refusedAtFields) focusFirstProblem(page.current);
  }, [editor.refusedAtFields]);
  return (
    <form
      ref={page}
      noValidate
      className="flex flex-1 flex-col"
      onBlur={(event: FocusEvent<HTMLElement>) => {
        const { name } = event.target as HTMLInputElement;
        if (name) editor.onLeaveField(name);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!editor.save()) focusFirstProblem(page.current);
      }}
    >
      <div className="grid max-w-220 flex-1 content-start gap-4 p-4 wide:px-8 wide:pt-6 wide:pb-8">
        <p className="text-muted">
          Where this API answers, and what holds for every call of it, whatever its plan.{" "}
          {mayWrite ? "Changes reach the gateways when you deploy." : "You may look at this API, not change it."}
        </p>
        {/* For whoever may only look: everything in it is there to be read, nothing to be pressed. */}
        <fieldset disabled={!mayWrite} className="contents">
          <PathsCard editor={editor} mayWrite={mayWrite} />
          <TokensCard draft={editor.draft} onChange={editor.change} problems={editor.problems} />
          <CorsCard editor={editor} />
        </fieldset>
        {editor.refused && !editor.refusedAtFields ? <RefusalNote title="The entrypoints were not saved" error={editor.refused} /> : null}
      </div>
      <SaveBar dirty={editor.dirty} saving={editor.saving} onDiscard={editor.discard} />
      <StaleWriteDialog editor={editor} what="the entrypoints" />
    </form>
  );
}

function PathsCard({ editor, mayWrite }: { readonly editor: EntrypointsEditor; readonly mayWrite: boolean }) {
  const { draft, base } = editor;
  const { data: gateways } = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways });
  const pathState = useFreePaths(base, draft.paths, mayWrite);
  // Nobody calls an API that was never deployed.
  const lost = base.deployedRevision === null ? [] : pathsLost(base, draft);
  return (
    <Card aria-label="Context-paths">
      <div className="grid gap-4">
        <PathFields
          draft={draft}
          onChange={editor.change}
          problems={editor.problems}
          pathState={pathState}
          gatewayUrl={gateways?.gatewayUrl ?? ""}
        />
        <LostPathsNote lost={lost} onKeep={() => editor.change({ paths: [...draft.paths, ...lost.map(pathRow)] })} />
      </div>
    </Card>
  );
}
