import type { FieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { changedDefinition } from "../../lib/changed-definition.ts";
import { type ApiEditor, type EditedPart, useApiEditor } from "../../lib/use-api-editor.ts";
import { draftProblems, fromDraft, type LoggingDraft, toDraft } from "./logging-draft.ts";

const LOGGING: EditedPart<LoggingDraft> = {
  draftOf: (api) => toDraft(api),
  contentOf: (draft) => JSON.stringify(fromDraft(draft)),
  isWrong: (draft) => Object.keys(draftProblems(draft)).length > 0,
  definitionWith: (api, draft) => changedDefinition(api, { analytics: { ...api.analytics, logging: fromDraft(draft) } }),
};

export interface LoggingEditor extends Omit<ApiEditor<LoggingDraft>, "change"> {
  readonly change: (change: Partial<LoggingDraft>) => void;
  readonly problems: FieldProblems;
}

/** An API's logging while it is edited. */
export function useLoggingEditor(api: ApiResource): LoggingEditor {
  const editor = useApiEditor(api, LOGGING);
  return {
    ...editor,
    change: (change) => editor.change((draft) => ({ ...draft, ...change })),
    problems: editor.said(draftProblems(editor.draft)),
  };
}
