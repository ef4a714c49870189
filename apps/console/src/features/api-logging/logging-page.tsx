"use client";

import type { Logging } from "@sluice/definition/logging";
import type { ApiResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { StaleWriteDialog } from "../../components/api-actions/stale-write-dialog.tsx";
import { SaveBar } from "../../components/save-bar/save-bar.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { readApi } from "../../lib/management-api.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMayOnApi } from "../../lib/use-may.ts";
import { useUnsavedGuard } from "../../lib/use-unsaved-guard.ts";
import { ChoiceCard, PartsCard } from "./logging-fields.tsx";
import { useLoggingEditor } from "./use-logging-editor.ts";

const CONTENTS: readonly { readonly value: Logging["content"]; readonly label: string }[] = [
  { value: "NONE", label: "Nothing" },
  { value: "REQUEST", label: "Requests" },
  { value: "RESPONSE", label: "Answers" },
  { value: "ALL", label: "Both" },
];

/** Whether what is asked and answered is kept, and how much of it. */
export function LoggingPage({ id }: { readonly id: string }) {
  const { data: api } = useQuery({ queryKey: queryKeys.api(id), queryFn: ({ signal }) => readApi(id, { signal }) });
  // The frame above says why, when it cannot be loaded.
  return api ? <Editor api={api} /> : null;
}

function Editor({ api }: { readonly api: ApiResource }) {
  const editor = useLoggingEditor(api);
  const mayWrite = useMayOnApi(api.id, "apis:write");
  useUnsavedGuard(editor.dirty);
  return (
    <form
      noValidate
      className="flex flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        editor.save();
      }}
    >
      <div className="grid max-w-220 flex-1 content-start gap-4 p-4 wide:px-8 wide:pt-6 wide:pb-8">
        <Link href={paths.apiLogs(api.id)} className="inline-flex w-fit items-center gap-1.5 text-muted hover:text-ink">
          <ArrowLeft aria-hidden />
          Logs
        </Link>
        <div className="grid gap-1">
          <h2 className="text-base font-semibold">Logging</h2>
          <p className="text-muted">
            Every request leaves a row with its numbers, never its content. Here you say whether what is asked and answered is kept beside
            it, for owners of this API and administrators to read.{" "}
            {mayWrite ? "Changes reach the gateways when you deploy." : "You may look, not change."}
          </p>
        </div>
        {/* For whoever may only look: everything in it is there to be read, nothing to be pressed. */}
        <fieldset disabled={!mayWrite} className="contents">
          <div>
            <Segmented
              label="Contents to keep"
              value={editor.draft.content}
              options={CONTENTS}
              onValueChange={(content) => editor.change({ content })}
            />
          </div>
          {editor.draft.content === "NONE" ? null : (
            <>
              <PartsCard editor={editor} />
              <ChoiceCard editor={editor} />
            </>
          )}
        </fieldset>
        {editor.refused ? <RefusalNote title="The logging was not saved" error={editor.refused} /> : null}
      </div>
      <SaveBar dirty={editor.dirty} saving={editor.saving} onDiscard={editor.discard} />
      <StaleWriteDialog editor={editor} what="the logging" />
    </form>
  );
}
