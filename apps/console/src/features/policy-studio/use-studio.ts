"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { ApiError } from "../../lib/api-client.ts";
import { readApi, updateApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { contentOf, definitionWith, problemsOf, type StudioProblems } from "./studio-definition.ts";
import { draftOf, type StudioDraft } from "./studio-draft.ts";

interface Editing {
  /** What was read when editing began; its version goes with the save. */
  readonly base: ApiResource;
  readonly draft: StudioDraft;
  readonly saved: string;
}

function begin(api: ApiResource): Editing {
  const draft = draftOf(api);
  return { base: api, draft, saved: contentOf(draft) };
}

/** Where nothing differs from what was saved, what is open on the page stays open. */
function continued({ draft }: Editing, next: ApiResource): Editing {
  const saved = contentOf(draft);
  return contentOf(draftOf(next)) === saved ? { base: next, draft, saved } : begin(next);
}

export interface Studio {
  readonly draft: StudioDraft;
  readonly change: (change: (draft: StudioDraft) => StudioDraft) => void;
  readonly dirty: boolean;
  readonly problems: StudioProblems;
  /** Saving was tried: everything that is wrong is said. */
  readonly tried: boolean;
  /** False when something is wrong. */
  readonly save: () => boolean;
  readonly saving: boolean;
  /** Somebody saved in between. */
  readonly stale: ApiError | null;
  readonly refused: Error | null;
  /** The server's word on fields, by path of the definition. */
  readonly refusedFields: FieldProblems;
  readonly takeTheirs: () => void;
  readonly reapplyMine: () => void;
  readonly dismissStale: () => void;
  readonly discard: () => void;
}

/** The policies of an API while they are edited: kept from what others save until one's own save meets theirs. */
export function useStudio(api: ApiResource): Studio {
  const client = useQueryClient();
  const [editing, setEditing] = useState(() => begin(api));
  const [tried, setTried] = useState(false);
  const dirty = contentOf(editing.draft) !== editing.saved;
  // Nothing of one's own to lose: what others saved is shown. Set while drawing, so that the old is never seen.
  if (!dirty && api.version > editing.base.version) setEditing(continued(editing, api));

  const restart = (next: ApiResource) => {
    client.setQueryData(queryKeys.api(api.id), next);
    setTried(false);
    setEditing((before) => continued(before, next));
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
  const problems = problemsOf(editing.draft);
  const stale = save.error instanceof ApiError && save.error.code === "stale_write" ? save.error : null;
  const refused = stale ? null : save.error;

  return {
    draft: editing.draft,
    change: (change) => {
      if (refused) save.reset();
      setEditing((before) => ({ ...before, draft: change(before.draft) }));
    },
    dirty,
    problems,
    tried,
    save: () => {
      setTried(true);
      if (problems.steps.size + problems.resources.size > 0) return false;
      save.mutate(editing.base);
      return true;
    },
    saving: save.isPending || renew.isPending,
    stale,
    refused,
    refusedFields: refused instanceof ApiError ? refused.fields : {},
    takeTheirs: () =>
      renew.mutate(undefined, {
        onSuccess: (next) => {
          client.setQueryData(queryKeys.api(api.id), next);
          setTried(false);
          setEditing(begin(next));
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
      setTried(false);
      setEditing(begin(api));
    },
  };
}
