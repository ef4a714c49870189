import type { FieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { ApiError } from "../../lib/api-client.ts";
import { readApi, updateApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { definitionWith, draftProblems, fromDraft, type LoggingDraft, toDraft } from "./logging-draft.ts";

interface Editing {
  /** What was read when editing began; its version goes with the save. */
  readonly base: ApiResource;
  readonly draft: LoggingDraft;
}

const begin = (api: ApiResource): Editing => ({ base: api, draft: toDraft(api) });

/** An API's logging while it is edited: kept from what others save until one's own save meets theirs. */
export function useLoggingEditor(api: ApiResource) {
  const client = useQueryClient();
  const [editing, setEditing] = useState(() => begin(api));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const dirty = JSON.stringify(fromDraft(editing.draft)) !== JSON.stringify(fromDraft(toDraft(editing.base)));
  // Nothing of one's own to lose: what others saved is shown. Set while drawing, so that the old is never seen.
  if (!dirty && api.version > editing.base.version) setEditing(begin(api));
  const restart = (next: ApiResource) => {
    client.setQueryData(queryKeys.api(api.id), next);
    setEditing(begin(next));
    setLeft(new Set());
  };
  const save = useMutation({
    mutationFn: (base: ApiResource) => updateApi(api.id, { ...definitionWith(base, editing.draft), version: base.version }),
    onSuccess: (next) => {
      restart(next);
      toast.success("Saved.", { description: next.deploymentState === "NEED_REDEPLOY" ? "Deploy API to put it in force." : undefined });
      void client.invalidateQueries({ queryKey: queryKeys.apiList });
    },
  });
  const renew = useMutation({
    mutationFn: () => readApi(api.id),
    onError: (error) => toast.error("The API could not be read again.", { description: error.message }),
  });
  const stale = save.error instanceof ApiError && save.error.code === "stale_write" ? save.error : null;
  const local = draftProblems(editing.draft);
  return {
    draft: editing.draft,
    change: (change: Partial<LoggingDraft>) => setEditing((before) => ({ ...before, draft: { ...before.draft, ...change } })),
    dirty,
    /** On fields that were left, and on all of them once saving was tried. */
    problems: Object.fromEntries(Object.entries(local).filter(([path]) => left.has("all") || left.has(path))) as FieldProblems,
    onLeaveField: (path: string) => setLeft((before) => (before.has(path) ? before : new Set(before).add(path))),
    save: () => {
      setLeft((before) => new Set(before).add("all"));
      if (Object.keys(local).length === 0) save.mutate(editing.base);
    },
    saving: save.isPending || renew.isPending,
    stale,
    refused: stale ? null : save.error,
    takeTheirs: () =>
      renew.mutate(undefined, {
        onSuccess: (next) => {
          restart(next);
          save.reset();
        },
      }),
    reapplyMine: () =>
      renew.mutate(undefined, {
        onSuccess: (next) => {
          setEditing((before) => ({ ...before, base: next }));
          save.mutate(next);
        },
      }),
    dismissStale: () => save.reset(),
    discard: () => {
      save.reset();
      restart(api);
    },
  };
}

export type LoggingEditor = ReturnType<typeof useLoggingEditor>;
