"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { type ApiEditor, type EditedPart, useApiEditor } from "../../lib/use-api-editor.ts";
import { contentOf, definitionWith, problemsOf, type StudioProblems } from "./studio-definition.ts";
import { draftOf, type StudioDraft } from "./studio-draft.ts";

const POLICIES: EditedPart<StudioDraft> = {
  draftOf: (api, former) => {
    const next = draftOf(api);
    // Where nothing differs, what is open on the page stays open.
    return former && contentOf(former) === contentOf(next) ? former : next;
  },
  contentOf,
  isWrong: (draft) => {
    const { steps, resources } = problemsOf(draft);
    return steps.size + resources.size > 0;
  },
  definitionWith,
};

export interface Studio extends ApiEditor<StudioDraft> {
  readonly problems: StudioProblems;
}

/** The policies of an API while they are edited. */
export function useStudio(api: ApiResource): Studio {
  const editor = useApiEditor(api, POLICIES);
  return { ...editor, problems: problemsOf(editor.draft) };
}
