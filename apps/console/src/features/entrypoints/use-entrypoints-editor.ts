"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { ApiError } from "../../lib/api-client.ts";
import { type ApiEditor, type EditedPart, useApiEditor } from "../../lib/use-api-editor.ts";
import { definitionWith, draftOf, type EntrypointsDraft, entrypointProblems, isOfListener, listenerOf } from "./entrypoints-draft.ts";

const ENTRYPOINTS: EditedPart<EntrypointsDraft> = {
  draftOf,
  contentOf: (draft) => JSON.stringify(listenerOf(draft)),
  isWrong: (draft, base) => Object.keys(entrypointProblems(base, draft)).length > 0,
  definitionWith,
};

export interface EntrypointsEditor extends Omit<ApiEditor<EntrypointsDraft>, "change"> {
  readonly change: (change: Partial<EntrypointsDraft>) => void;
  readonly problems: FieldProblems;
  /** The server's refusal says no more than what stands at the fields. */
  readonly refusedAtFields: boolean;
}

/** Where an API answers and how it treats its callers, while it is edited. */
export function useEntrypointsEditor(api: ApiResource): EntrypointsEditor {
  const editor = useApiEditor(api, ENTRYPOINTS);
  const fromServer = editor.refused instanceof ApiError ? editor.refused.fields : {};
  const refusedFields = Object.keys(fromServer);
  return {
    ...editor,
    change: (change) => editor.change((draft) => ({ ...draft, ...change })),
    problems: { ...fromServer, ...editor.said(entrypointProblems(editor.base, editor.draft)) },
    refusedAtFields: refusedFields.length > 0 && refusedFields.every(isOfListener),
  };
}
